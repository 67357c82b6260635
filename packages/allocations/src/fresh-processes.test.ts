import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Bundle, binaries, bundled } from './bundled.test-support.js'

const { workloads } = createRequire(import.meta.url)('../../../compat/conformance/allocations.cjs')
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** `CARAT_FRESH_PROCESSES=20` asks for as many on each Node, and for as many that run hot before; each takes some seconds. */
const asked = Number(process.env.CARAT_FRESH_PROCESSES ?? 0)
const runs = asked === 0 ? ['cold'] : Array.from({ length: asked }, () => ['cold', 'hot']).flat()

let bundle: Bundle

beforeAll(() => {
  bundle = bundled()
})

afterAll(() => bundle.remove())

const run = promisify(execFile)

it.each(binaries)(
  'gives the same numbers in fresh processes and after thousands of runs, and leaves all as before: Node $major',
  async ({ major, binary }) => {
    const expected = Object.fromEntries(
      workloads.map(
        ({ name, allocates, byNode }: { name: string; allocates?: number[]; byNode?: Record<number, number[]> }) => [
          name,
          [...(allocates ?? byNode?.[major] ?? []), true],
        ],
      ),
    )
    for (const how of runs) {
      const { stdout } = await run(binary, [here('./state-after.test-support.cjs'), bundle.file, how])
      expect(JSON.parse(stdout)).toEqual({
        found: expected,
        wrong: [],
        mostHaveLines: true,
        before: true,
        after: true,
        coverageWasOff: true,
        counted: [8 + 3, 2368, 2368],
        coverageIsOff: true,
      })
    }
  },
  600_000,
)
