// The runners that the adapters are developed with, loaded into a plain process. They are no dependency of the benchmark:
// another copy of Vitest than the adapter's own would be registered on by nobody.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)
const fromJestAdapter = createRequire(require.resolve('@carat/jest/package.json'))

/** Jest's `expect`. */
export function loadExpect() {
  return createRequire(fromJestAdapter.resolve('@jest/expect'))('expect').expect
}

export async function loadVitest() {
  const fromAdapter = createRequire(require.resolve('@carat/vitest/package.json'))
  const manifest = fromAdapter.resolve('vitest/package.json')
  await import(pathToFileURL(join(dirname(manifest), fromAdapter(manifest).exports['.'].import.default)).href)
}
