import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { sizeOf } from '@carat/core'
import { expect, it, onTestFinished } from 'vitest'
import { fixtureUrl } from './fixtures.test-support.js'
import * as heap from './index.js'

const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** The snippets that run here; the one in TypeScript is a test, which `@carat/matchers` runs. */
const snippets = [...text.matchAll(/^```js\n([\s\S]*?)\n```$/gm)].map(([, code]) => code as string)
const example = /^function createApi\(\) \{\n[\s\S]*?\n\}$/m.exec(text)?.[0] ?? ''

const AsyncFunction = (async () => {}).constructor as new (
  ...source: string[]
) => (...given: unknown[]) => Promise<void>

/** A snippet as a function, in which `said` gets each result and what stands behind it. */
function asFunction(code: string): string {
  const lines = code.replace(/^(\S.*) \/\/ (.+)$/gm, (_line, call: string, result: string) => {
    const said = `said(${JSON.stringify(result)}, `
    // an error is a result, too
    return call.startsWith('await ') ? `${said}await (${call.slice(6)}).catch(String))` : `${said}${call})`
  })
  return `async () => {\n${lines}\n}`
}

/** As a README writes a value. */
function shown(value: unknown): string {
  return typeof value === 'number' || value === undefined
    ? String(value)
    : inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: 4 })
}

it('shows what each snippet of the README gives', async () => {
  const globals = Reflect.ownKeys(globalThis)
  onTestFinished(() => {
    for (const key of Reflect.ownKeys(globalThis)) if (!globals.includes(key)) Reflect.deleteProperty(globalThis, key)
  })
  const results: { said: string; shown: string }[] = []
  const given = {
    ...heap,
    sizeOf,
    readSnapshot: (source: heap.SnapshotSource) =>
      heap.readSnapshot(source === 'app.heapsnapshot.gz' ? fixtureUrl('chromium') : source),
    said: (said: string, value: unknown) => results.push({ said, shown: shown(value) }),
  }
  // what stands outside of the snippets is a module's, as it would be in a file
  const module = `${example}\nfor (const run of [${snippets.map(asFunction).join(', ')}]) await run()`
  await new AsyncFunction(...Object.keys(given), module)(...Object.values(given))
  expect(results.length).toBeGreaterThan(15)
  expect(results.map(({ shown }) => shown)).toEqual(results.map(({ said }) => said))
})

it('shows what reading took in bench/heap/RESULTS.md', () => {
  const results = readFileSync(new URL('../../../bench/heap/RESULTS.md', import.meta.url), 'utf8')
  const onNode24 = results.split('\n## ').find((part) => part.startsWith('Node.js 24')) ?? ''
  const files = onNode24.split('\n### ').filter((part) => /^\d+ MB/.test(part))
  expect(files.length).toBe(2)
  for (const file of files) {
    const cells = [...file.matchAll(/(\d+ ms, \d+ MB), \d+ % \|$/gm)].map(([, cell]) => cell)
    expect(text).toContain(`| ${file.split('\n')[0]} | ${cells.join(' | ')} |`)
  }
})
