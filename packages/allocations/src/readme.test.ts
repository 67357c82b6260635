import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { runInThisContext } from 'node:vm'
import { expect, it } from 'vitest'
import * as allocations from './index.js'

const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const snippets = [...text.matchAll(/^```js\n([\s\S]*?)\n```$/gm)].map(([, code]) => code as string)

/** A snippet in which `said` gets each result and what stands behind it. */
function asBlock(code: string): string {
  const lines = code.replace(
    /^(\S.*) \/\/ (.+)$/gm,
    (_line, call: string, result: string) => `said(${JSON.stringify(result)}, ${call})`,
  )
  return `{\n${lines}\n}`
}

it('shows what each snippet of the README gives', async () => {
  const results: { said: string; shown: string }[] = []
  const said = (said: string, value: unknown) =>
    results.push({ said, shown: inspect(value, { breakLength: Number.POSITIVE_INFINITY }) })
  const given = { ...allocations, said }
  // in a file, as sites are
  const source = `(async (${Object.keys(given)}) => {\n${snippets.map(asBlock).join('\n')}\n})`
  await runInThisContext(source, { filename: '/README.js' })(...Object.values(given))
  expect(results.length).toBeGreaterThan(8)
  expect(results.map(({ shown }) => shown)).toEqual(results.map(({ said }) => said))
})
