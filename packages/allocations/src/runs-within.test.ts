import { expect, it } from 'vitest'
import { runsWithin } from './index.js'

const module = new URL('./limited.test-support.mjs', import.meta.url)

it('runs what streams', async () => {
  const result = await runsWithin(module, '32 MB', { call: 'streams', argument: 3000 })
  expect(result).toMatchObject({ fits: true, limit: 32_000_000 })
})

it('ends what keeps all', async () => {
  const result = await runsWithin(module, '32 MB', { call: 'buffers', argument: 3000 })
  expect(result).toEqual({
    fits: false,
    limit: 32_000_000,
    message: `${module.href} needs more than 32 MB of V8's heap: V8 ended it at that limit`,
  })
})

it('survives one allocation that is too large by itself', async () => {
  expect(await runsWithin(module, '32 MB', { call: 'asksForMuch' })).toMatchObject({ fits: false })
  expect(await runsWithin(module, '32 MB', { call: 'asksForTooMuch' })).toMatchObject({ fits: false })
})

it('takes a path, bytes, and a module that only has to load', async () => {
  expect(await runsWithin(module.pathname, 32 * 1024 * 1024)).toMatchObject({ fits: true, limit: 33_554_432 })
})

it.each([
  [() => runsWithin(module, '32 MB', { call: 'throws' }), 'own'],
  [() => runsWithin(module, '32 MB', { call: 'leaves' }), 'before it was done'],
  [
    () => runsWithin(module, '32 MB', { call: 'absent' }),
    'exports no function "absent", only asksForMuch, asksForTooMuch',
  ],
  [() => runsWithin(new URL('./absent.mjs', import.meta.url), '32 MB'), 'Cannot find module'],
  [() => runsWithin('./relative.mjs', '32 MB'), 'module must be a URL or an absolute path, got "./relative.mjs"'],
  [() => runsWithin(7 as never, '32 MB'), 'module must be a URL or an absolute path, got 7; call it as'],
  [() => runsWithin(module, '1 MB'), 'limit must be at least 16 MiB'],
  [() => runsWithin(module, true as never), `limit must be bytes or a text such as '64 MB', got true; call it as`],
  [() => runsWithin(module, '32 MB', { cal: 'x' } as never), 'runsWithin has no option "cal", only call, argument'],
  [() => runsWithin(module, '32 MB', { call: 3 as never }), 'call must be the name of a function'],
])('rejects what fails for another reason, and wrong calls: %s', async (call, message) => {
  await expect(call()).rejects.toThrow(message)
})
