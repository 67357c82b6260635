import { type Fact, type Layout, layouts } from './core.js'
import { expectations } from './expected.js'
import { factsOf } from './facts.js'
import type { Measured, Parts } from './measured.js'
import { layoutNameOf, type MeasuredFile } from './measured-file.js'

export interface Result {
  passed: number
  readonly failures: string[]
}

/** A fact of one engine that its layout, which describes two, does not have; `engine` is the start of the engine's name. */
interface Exception {
  readonly engine: string
  readonly fact: Fact
  readonly value: number
}

/** Each is told in the docstring of its layout. */
const exceptions: readonly Exception[] = [
  { engine: 'Node.js 20.', fact: 'intlSegments', value: 48 },
  { engine: 'Node.js 20.', fact: 'intlSegmentIterator', value: 48 },
  { engine: 'Node.js 20.', fact: 'wasmInstance', value: 320 },
  { engine: 'Node.js 20.', fact: 'wasmTag', value: 48 },
  { engine: 'Node.js 20.', fact: 'wasmException', value: 24 },
  { engine: 'Chromium 15', fact: 'regExp', value: 24 },
  { engine: 'Chromium 15', fact: 'generator', value: 44 },
  { engine: 'Chromium 15', fact: 'asyncGenerator', value: 52 },
]

/** The V8 that first has a kind of value; before it the fact can't be measured. */
const since: Partial<Record<Fact, number>> = {
  iteratorHelper: 12,
  iteratorHelperMost: 12,
  wrappedIterator: 12,
  intlDurationFormat: 13,
  disposableStack: 13,
  temporal: 14,
}

const exceptionFor = (engine: string, fact: Fact): Exception | undefined =>
  exceptions.find((exception) => exception.fact === fact && engine.startsWith(exception.engine))

/** The layout as it describes this one engine: its table, with the exceptions that the table tells of. */
function layoutFor({ engine, v8 }: Measured): Layout {
  const layout: Record<string, unknown> = { ...layouts[layoutNameOf({ engine, v8 })] }
  for (const { engine: start, fact, value } of exceptions) if (engine.startsWith(start)) layout[fact] = value
  return layout as unknown as Layout
}

/** Compares every fact and every curve of one engine with the table and the size functions of its layout. */
export function compareWithLayout(measured: Measured, result: Result): void {
  const layout = layoutFor(measured)
  const { engine, v8 } = measured
  const found = factsOf(measured)
  for (const fact of Object.keys(layout) as Fact[]) {
    if ((fact as string) === 'name' || (fact as string) === 'engines') continue
    const value = found[fact]
    if (value === layout[fact]) result.passed++
    else if (value !== undefined) {
      const note = exceptionFor(engine, fact) ? ' (its exception)' : ''
      result.failures.push(`fact ${fact}: ${layout.name}${note} says ${layout[fact]}, ${engine} measured ${value}`)
    } else if (Number.parseInt(v8, 10) >= (since[fact] ?? 0)) {
      result.failures.push(`fact ${fact}: ${layout.name} says ${layout[fact]}, ${engine} measured nothing`)
    }
  }
  for (const { series, where, bytes, without = [] } of expectations) {
    const curves = typeof series === 'string' ? [series] : series
    const found = curves.map((name) => measured.series[name] ?? {})
    const name = curves.length === 1 ? curves.join() : `tightest of ${curves.join(' and ')}`
    const points = Object.keys(found[0] ?? {}).filter((point) => found.every((curve) => curve[point]))
    if (points.length === 0) result.failures.push(`curve ${name}: ${engine} measured nothing`)
    for (const point of points) {
      const n = Number(point)
      if (where && !where(n, layout)) continue
      const sizes = found.map((curve) => sum(curve[point] ?? { self: 0 }, without))
      const total = Math.min(...sizes)
      const expected = bytes(n, layout, point)
      if (total === expected) result.passed++
      else {
        const parts = describe(found[sizes.indexOf(total)]?.[point] ?? { self: 0 })
        result.failures.push(
          `curve ${name}, at ${point}: ${layout.name} says ${expected}, ${engine} measured ${total} (${parts})`,
        )
      }
    }
  }
}

function sum(parts: Parts, without: readonly string[]): number {
  return Object.entries(parts).reduce((total, [part, size]) => (without.includes(part) ? total : total + size), 0)
}

function describe(parts: Parts): string {
  return Object.entries(parts)
    .sort(([a], [b]) => (a === 'self' ? -1 : b === 'self' ? 1 : a < b ? -1 : 1))
    .map(([part, size]) => `${part} ${size}`)
    .join(' + ')
}

/** Compares the measurements of one engine with those that are committed of it: facts and every point of every series. */
export function compareWithCommitted(committed: MeasuredFile, measured: Measured, result: Result): void {
  const facts = factsOf(measured)
  for (const fact of Object.keys({ ...committed.facts, ...facts }) as Fact[]) {
    if (committed.facts[fact] === facts[fact]) result.passed++
    else
      result.failures.push(
        `fact ${fact}: ${committed.engine} is committed with ${committed.facts[fact]} and measured ${facts[fact]}`,
      )
  }
  if ((committed as Measured) === measured) return
  for (const series of Object.keys({ ...committed.series, ...measured.series })) {
    for (const point of Object.keys({ ...committed.series[series], ...measured.series[series] })) {
      const [before, now] = [committed, measured].map((engine) =>
        describe(engine.series[series]?.[point] ?? { self: 0 }),
      )
      if (before === now) result.passed++
      else
        result.failures.push(
          `curve ${series}, at ${point}: ${committed.engine} is committed with ${before} and measured ${now}`,
        )
    }
  }
}
