// What the import of one package adds to a process that has its runner loaded already, in milliseconds. Argument: which.
//
// The clock starts after Node's own start and after the runner, so neither has to be subtracted. One import a process:
// the second would come from the module cache.
import { createRequire } from 'node:module'
import { performance } from 'node:perf_hooks'
import { loadExpect, loadVitest } from '../runners.mjs'

const require = createRequire(import.meta.url)
const imports = {
  'jest (CommonJS)': async () => {
    globalThis.expect = loadExpect()
    return () => require('@carat/jest')
  },
  'vitest (ESM)': async () => {
    await loadVitest()
    return () => import('@carat/vitest')
  },
  'matchers (ESM)': async () => () => import('@carat/matchers'),
  'nothing (ESM)': async () => () => import('data:text/javascript,'),
}

const load = await imports[process.argv[2]]()
const start = performance.now()
await load()
console.log(JSON.stringify({ ms: performance.now() - start }))
