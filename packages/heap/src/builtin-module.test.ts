import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import { builtinModule } from './builtin-module.js'

afterEach(() => vi.unstubAllGlobals())

it('gives a module of Node', () => {
  expect(typeof builtinModule('node:zlib', 'This test').createGunzip).toBe('function')
})

it('says what needs it where there is none', () => {
  vi.stubGlobal('process', undefined)
  expect(() => builtinModule('node:fs', 'Reading a file')).toThrow(
    new Error('Reading a file needs node:fs, which Node.js has since 20.16'),
  )
})

it('is the only way to them: the package loads where there are none', () => {
  const sources = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.includes('.test'),
  )
  const imports = sources.filter((path) =>
    /^import (?!type).* from 'node:/m.test(readFileSync(new URL(path, import.meta.url), 'utf8')),
  )
  expect(imports).toEqual([])
})
