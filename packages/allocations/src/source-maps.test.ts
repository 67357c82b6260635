import { SourceMap } from 'node:module'
import { expect, it } from 'vitest'
import { placeOf } from './source-maps.js'

it('converts places to 1-based ones', () => {
  const frame = { url: 'file:///app/index.js', lineNumber: 0, columnNumber: 4 }
  expect(placeOf('a test', frame, null)).toEqual({ file: '/app/index.js', line: 1, column: 5 })
})

it('takes places before the beginning, which V8 has for scripts within a wrapper, as the beginning', () => {
  const frame = { url: '/app/index.js', lineNumber: -1, columnNumber: -13 }
  expect(placeOf('a test', frame, undefined)).toEqual({ file: '/app/index.js', line: 1, column: 1 })
})

it('follows a source map to the file that people edit', () => {
  // the second line of the script, column 0, is the fifth line of the source, column 2
  const payload = {
    version: 3,
    file: '',
    sourceRoot: '',
    sources: ['../src/index.ts'],
    sourcesContent: [],
    names: [],
    mappings: ';AAIE',
  }
  const script = { map: new SourceMap(payload), base: 'file:///app/dist/' }
  const frame = { url: 'file:///app/dist/index.js', lineNumber: 1, columnNumber: 7 }
  expect(placeOf('a test', frame, script)).toEqual({ file: '/app/src/index.ts', line: 5, column: 3 })
  expect(placeOf('a test', { ...frame, lineNumber: 0 }, script)).toMatchObject({ file: '/app/dist/index.js', line: 1 })
})
