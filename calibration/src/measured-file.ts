import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Fact, LayoutName } from './core.js'
import { factsOf } from './facts.js'
import type { Measured, Parts } from './measured.js'

/** What is committed of one engine. */
export interface MeasuredFile extends Measured {
  readonly layout: LayoutName
  readonly facts: Partial<Record<Fact, number>>
}

const folder = new URL('../measured/', import.meta.url)

/** The layout that describes an engine of this name and V8. */
export function layoutNameOf({ engine, v8 }: Pick<Measured, 'engine' | 'v8'>): LayoutName {
  if (engine.startsWith('Chromium')) return 'v8-14-compressed'
  const major = Number.parseInt(v8, 10)
  if (major >= 11 && major <= 12) return 'v8-11'
  if (major === 13) return 'v8-13'
  if (major === 14) return 'v8-14'
  throw new RangeError(`no layout describes ${engine} (V8 ${v8}); the layouts cover V8 11 to 14`)
}

/** `node-24` for Node.js 24.9.0: one file a major, so that a newer patch replaces the older. */
export function fileNameOf(engine: string): string {
  const [, name = '', major = ''] = /^(Node|Chromium)\D* (\d+)/.exec(engine) ?? []
  if (name === '') throw new RangeError(`an engine is named such as 'Node.js 24.9.0', got '${engine}'`)
  return `${name.toLowerCase()}-${major}.json`
}

/** Writes one line a series, so that a change of a size is one changed line. */
export function writeMeasured(measured: Measured): string {
  const { engine, v8, series } = measured
  const facts = Object.entries(factsOf(measured)).map(([fact, value]) => `    ${JSON.stringify(fact)}: ${value}`)
  const lines = Object.entries(series).map(
    ([name, points]) => `    ${JSON.stringify(name)}: ${JSON.stringify(columns(points))}`,
  )
  const head = [
    `  "engine": ${JSON.stringify(engine)}`,
    `  "v8": ${JSON.stringify(v8)}`,
    `  "layout": ${JSON.stringify(layoutNameOf(measured))}`,
  ]
  const text = `{\n${head.join(',\n')},\n  "facts": {\n${facts.join(',\n')}\n  },\n  "series": {\n${lines.join(',\n')}\n  }\n}\n`
  const file = fileNameOf(engine)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL(file, folder), text)
  return fileURLToPath(new URL(file, folder))
}

/** Every committed file, in the order of their names. */
export function readAllMeasured(): MeasuredFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const { series, ...rest } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Omit<
        MeasuredFile,
        'series'
      > & {
        series: Record<string, Columns>
      }
      return {
        ...rest,
        series: Object.fromEntries(Object.entries(series).map(([name, found]) => [name, points(found)])),
      }
    })
}

/** A series as columns: its points, then each part that any of its values has. */
type Columns = { readonly at: readonly string[] } & Readonly<Record<string, readonly (string | number)[]>>

function columns(series: Readonly<Record<string, Parts>>): Columns {
  const at = Object.keys(series)
  const parts = [...new Set(Object.values(series).flatMap((found) => Object.keys(found)))].sort(bySelfFirst)
  const found: Record<string, (string | number)[]> = {}
  for (const part of parts) found[part] = at.map((point) => series[point]?.[part] ?? 0)
  return { at, ...found }
}

function points({ at, ...parts }: Columns): Record<string, Parts> {
  const entries = at.map((point, i): [string, Parts] => {
    const found: Record<string, number> = {}
    for (const [part, sizes] of Object.entries(parts)) {
      const size = Number(sizes[i])
      if (size > 0 || part === 'self') found[part] = size
    }
    return [point, found as Parts]
  })
  return Object.fromEntries(entries)
}

const bySelfFirst = (a: string, b: string): number => (a === 'self' ? -1 : b === 'self' ? 1 : a < b ? -1 : 1)
