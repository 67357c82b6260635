import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import type { MatcherResult } from './context.js'
import { toAllocate } from './index.js'

interface Routes {
  add(pattern: string, handler: () => unknown): void
  match(path: string): unknown
}

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

// In a process without heap snapshots before, after which V8's profiler may see nothing for a while.
it('prints the failure text of a changed line that the READMEs show', () => {
  const require = createRequire(import.meta.url)
  const { Router } = require('../../../examples/allocations/changed-router.cjs') as { Router: new () => Routes }
  const router = new Router()
  router.add('/users/:id', () => 'a user')
  const { message } = toAllocate(() => router.match('/users/7'), { perCall: 144 }, { profile: false }) as MatcherResult
  const text = message().replace(/V8 \S+/, 'V8 11.3')
  expect(readme).toContain(`\`\`\`\n${text}\n\`\`\``)
  const example = readFileSync(new URL('../../../examples/allocations/README.md', import.meta.url), 'utf8')
  // where the example's tests run
  expect(example).toContain(text.replaceAll('examples/allocations/', ''))
})
