import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Bundle, binaries, bundled } from './bundled.test-support.js'

const run = promisify(execFile)

let bundle: Bundle

beforeAll(() => {
  bundle = bundled()
})

afterAll(() => bundle.remove())

it.each(binaries)(
  'gives the same numbers in threads that profile at once, and leaves compilers on: Node $major',
  async ({ binary }) => {
    const script = fileURLToPath(new URL('./threads.test-support.cjs', import.meta.url))
    const { stdout } = await run(binary, [script, bundle.file])
    expect(JSON.parse(stdout)).toEqual({
      found: ['grows: 2368 in 5, 1184 live, true', 'sums: 112000 in 2000, 0 live, true'],
      afterMany: true,
      beside: { isInterpreted: true, isOptimized: true, waited: true },
      afterEnded: [true, 2368],
      left: [],
    })
  },
  600_000,
)
