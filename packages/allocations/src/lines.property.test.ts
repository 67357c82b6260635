import { runInThisContext } from 'node:vm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { profile } from './index.js'

/** What a generated function does, each on a line of its own. */
type Statement =
  | { readonly kind: 'make' | 'throw' | 'return' | 'yield' }
  | { readonly kind: 'call' | 'each' | 'iterate'; readonly of: number }
  | { readonly kind: 'loop' | 'attempt' | 'finish'; readonly body: readonly Statement[] }

const FUNCTIONS = 3
/** The last line of each. */
const END = '} // end'

const { statements } = fc.letrec<{ statement: Statement; statements: Statement[] }>((tie) => ({
  statement: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('make' as const) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('throw', 'return', 'yield') }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constantFrom('call', 'each', 'iterate'), of: fc.nat(FUNCTIONS - 1) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constantFrom('loop', 'attempt', 'finish'), body: tie('statements') }),
    },
  ) as fc.Arbitrary<Statement>,
  statements: fc.array(tie('statement'), { minLength: 1, maxLength: 5 }),
}))

const programs = fc.array(fc.record({ rest: fc.boolean(), generator: fc.boolean(), body: statements }), {
  minLength: FUNCTIONS,
  maxLength: FUNCTIONS,
})

type Program = typeof programs extends fc.Arbitrary<infer P> ? P : never

/** What V8 leaves behind a literal, once its function has run a few times. */
const NOTE = 16

/** V8's size of an array literal of so many variables. */
const sizeOf = (length: number): number => 32 + NOTE + 16 + 8 * length

/** The source, and of each line that makes an array how long that is: each has a length of its own. */
function sourceOf(functions: Program): { readonly text: string; readonly lengths: ReadonlyMap<number, number> } {
  const lines = ['(function (counts, fuel) {', 'const use = (value) => value', 'const v = use', 'const steps = [1, 2]']
  const lengths = new Map<number, number>()
  const write = (all: readonly Statement[], isGenerator: boolean): void => {
    for (const statement of all) {
      switch (statement.kind) {
        case 'make': {
          const length = 20 + 4 * lengths.size
          lines.push(`counts[${lines.length + 1}]++; use([${'v,'.repeat(length)}])`)
          lengths.set(lines.length, length)
          break
        }
        case 'throw':
          lines.push('if (fuel[0]-- % 3 === 0) throw 1')
          break
        case 'return':
          lines.push('if (fuel[0]-- % 2 === 0) return')
          break
        case 'yield':
          lines.push(isGenerator ? 'yield 1' : 'use(1)')
          break
        case 'call':
          lines.push(`if (fuel[0]-- > 0) f${statement.of}(1, 2)`)
          break
        case 'each':
          lines.push(`if (fuel[0]-- > 0) steps.forEach(f${statement.of})`)
          break
        case 'iterate':
          lines.push(`if (fuel[0]-- > 0) for (const step of f${statement.of}(1) ?? steps) use(step)`)
          break
        default:
          lines.push(statement.kind === 'loop' ? 'for (let i = 0; i < 2; i++) {' : 'try {')
          write(statement.body, isGenerator)
          lines.push(statement.kind === 'loop' ? '}' : statement.kind === 'attempt' ? '} catch {}' : '} finally {')
          if (statement.kind === 'finish') lines.push('use(2)', '}')
      }
    }
  }
  functions.forEach(({ rest, generator, body }, i) => {
    lines.push(`function${generator ? '*' : ''} f${i}(${rest ? '...given' : ''}) {`)
    write(body, generator)
    lines.push(END)
  })
  lines.push('return () => {', 'fuel[0] = 40', 'counts.fill(0)', 'try {')
  for (const [i, { generator }] of functions.entries()) {
    lines.push(generator ? `for (const step of f${i}()) use(step)` : `f${i}(3)`)
  }
  lines.push('} catch {}', '}', '})')
  return { text: lines.join('\n'), lengths }
}

it('gives each line of generated programs what it allocated, or says nothing of it', { timeout: 600_000 }, () => {
  let known = 0
  let unknown = 0
  fc.assert(
    fc.property(programs, (functions) => {
      const { text, lengths } = sourceOf(functions)
      const counts = new Int32Array(text.split('\n').length + 1)
      const run = runInThisContext(text, { filename: '/generated.js' })(counts, new Int32Array(1))
      const own = profile(run, { lines: true }).sites.filter(
        ({ via, place }) => via === undefined && place !== undefined,
      )
      for (const { lines, place, bytes } of own) {
        if (lines === undefined) {
          unknown++
          continue
        }
        known++
        const begin = place?.line as number
        const end = text.split('\n').indexOf(END, begin) + 1
        const ofLine = new Map(lines.map((line) => [line.place.line, line.bytes]))
        expect([...ofLine.values()].reduce((sum, each) => sum + each, 0)).toBe(bytes)
        expect(Math.min(...ofLine.keys())).toBeGreaterThanOrEqual(begin)
        expect(Math.max(...ofLine.keys())).toBeLessThanOrEqual(end)
        for (const [line, length] of lengths) {
          if (line < begin || line > end) continue
          const each = (ofLine.get(line) ?? 0) / Math.max(counts[line] as number, 1)
          const size = counts[line] === 0 ? 0 : sizeOf(length)
          expect([line, each]).toEqual([line, each < size && size - each <= NOTE ? each : size])
        }
      }
    }),
    { numRuns: Number(process.env.CARAT_PROGRAMS ?? 8) },
  )
  expect(known).toBeGreaterThan(unknown)
})
