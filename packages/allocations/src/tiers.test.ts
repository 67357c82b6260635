import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { nodeBinary, supportedMajors } from '../../../nodes/index.mjs'
import { defaultTiers, tiersThatAreOn } from './tiers.js'

const binaries = supportedMajors.flatMap((major: number) => {
  const binary: string | undefined = nodeBinary(major)
  return binary === undefined ? [] : [{ major, binary }]
})

it.each(binaries)('knows which compilers V8 has on by default: Node $major', ({ binary }) => {
  const options = execFileSync(binary, ['--v8-options'], { encoding: 'utf8' })
  const version = execFileSync(binary, ['-p', 'process.versions.v8'], { encoding: 'utf8' })
  for (const [name, isOn] of defaultTiers(version)) {
    const found = new RegExp(`^ +--${name} .*\\n.*default: --(no-)?${name}$`, 'm').exec(options.replaceAll('\t', ' '))
    expect([name, found?.[1] === undefined]).toEqual([name, isOn])
    expect(found).not.toBeNull()
  }
})

it('leaves alone what the command line has switched off, and all without machine code', () => {
  expect(tiersThatAreOn('13.6', [])).toEqual(['opt', 'maglev', 'use-osr', 'sparkplug'])
  expect(tiersThatAreOn('11.3', [])).toEqual(['opt', 'use-osr', 'sparkplug'])
  expect(tiersThatAreOn('11.3', ['--maglev', '--no_sparkplug', '--import', 'x'])).toEqual(['opt', 'maglev', 'use-osr'])
  expect(tiersThatAreOn('13.6', ['--no-turbofan'])).toEqual(['maglev', 'use-osr', 'sparkplug'])
  expect(tiersThatAreOn('13.6', ['--jitless'])).toEqual([])
})
