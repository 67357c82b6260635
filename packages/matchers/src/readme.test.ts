import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { toHaveMemoryUsage } from './index.js'

it.each([{ limit: { atMost: '1 kB' } }, { limit: { atMost: '6 kB', sure: true } }] as const)(
  'prints the failure text that the README shows for $limit',
  ({ limit }) => {
    const cache = { name: 'sessions', entries: new Map([['a', new Uint8Array(5000)]]), onEvict: () => {} }
    const { message } = toHaveMemoryUsage(cache, limit)
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
    expect(readme).toContain(`\`\`\`\n${message()}\n\`\`\``)
  },
)
