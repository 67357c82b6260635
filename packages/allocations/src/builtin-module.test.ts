import { expect, it, vi } from 'vitest'
import { builtinModule } from './builtin-module.js'

it('says what is missing where there is no such module, as in a browser', () => {
  vi.stubGlobal('process', undefined)
  try {
    expect(() => builtinModule('node:inspector', 'profile')).toThrow(
      'profile needs node:inspector, which Node.js has since 20.16',
    )
  } finally {
    vi.unstubAllGlobals()
  }
})
