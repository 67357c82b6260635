import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type EngineFlags, holdFlags } from './shared-flags.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carat-flags-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function recorded(): EngineFlags & { readonly calls: string[] } {
  const calls: string[] = []
  return { calls, set: () => void calls.push('set'), putBack: () => void calls.push('put back') }
}

const hold = (
  tier: 'interpreter' | 'optimized',
  name: string,
  flags: EngineFlags,
  folders: readonly string[] = [folder],
): (() => void) => holdFlags('profile', { tier, running: `profile of "${name}"` }, flags, { folders, patience: 20 })

it('shares flags among profiles of one tier, and puts them back with the last', () => {
  const flags = recorded()
  const [first, second, third] = ['a', 'b with a long name', 'c'].map((name) => hold('interpreter', name, flags))
  second?.()
  first?.()
  expect(flags.calls).toEqual(['set', 'set', 'set'])
  third?.()
  expect(flags.calls.slice(3)).toEqual(['put back'])
  expect(readdirSync(folder)).toEqual([])
})

it.each([
  ['optimized', 'interpreter', 'off'],
  ['interpreter', 'optimized', 'on'],
] as const)('lets none of the %s tier beside one of the %s tier, and says which runs', (tier, other, compilers) => {
  const flags = recorded()
  const end = hold(other, 'first', flags)
  const refused = recorded()
  expect(() => hold(tier, 'second', refused)).toThrow(
    `profile of "second" can't start: profile of "first" is still running in another thread after 0.02 s, and has V8's compilers ${compilers} in the whole process; let one end before the other starts`,
  )
  expect(refused.calls).toEqual([])
  end()
  hold(tier, 'second', refused)()
  expect(refused.calls).toEqual(['set', 'put back'])
  expect(readdirSync(folder)).toEqual([])
})

it('takes no notice of threads that were ended, in a profile or while they set flags', () => {
  const file = join(folder, `carat-${hostname()}-${process.pid}`)
  // 0 is open, and another file
  const ended = [0, 100_000].map((fd) => ({ fd, tier: 'interpreter', running: 'profile of "ended"' }))
  writeFileSync(file, `${JSON.stringify(ended)}\nrest`)
  writeFileSync(`${file}.lock`, '')
  const flags = recorded()
  hold('optimized', 'next', flags)()
  expect(flags.calls).toEqual(['set', 'put back'])
  expect(readdirSync(folder)).toEqual([])
})

it('is as if it were alone where no file can be made, and takes the first folder where one can', () => {
  const flags = recorded()
  const missing = join(folder, 'missing')
  const end = hold('interpreter', 'first', flags, [missing])
  hold('optimized', 'second', flags, [missing])()
  end()
  expect(flags.calls).toEqual(['set', 'set', 'put back', 'put back'])
  const endOther = hold('interpreter', 'third', recorded(), [missing, folder])
  expect(readdirSync(folder)).toEqual([`carat-${hostname()}-${process.pid}`])
  endOther()
  expect(readdirSync(folder)).toEqual([])
})
