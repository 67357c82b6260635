import { readFileSync, writeFileSync } from 'node:fs'
import type { Fact } from './core.js'
import { facts } from './facts.js'
import type { MeasuredFile } from './measured-file.js'

const readme = new URL('../README.md', import.meta.url)
const [start, end] = ['<!-- facts: begin -->\n', '<!-- facts: end -->\n']

/** Every fact of every engine, as a Markdown table. */
export function factTable(measured: readonly MeasuredFile[]): string {
  const rows = [
    ['fact', ...measured.map(({ engine, v8 }) => `${engine}, V8 ${/^\d+\.\d+/.exec(v8)?.[0]}`)],
    ...(Object.keys(facts) as Fact[]).map((fact) => [
      fact,
      ...measured.map((engine) => `${engine.facts[fact] ?? '–'}`),
    ]),
  ]
  // Padded as the formatter has it, so that it finds nothing to change.
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const [head = [], ...body] = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
  )
  const line = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [head, line, ...body].map((row) => `| ${row.join(' | ')} |\n`).join('')
}

/** The table that the README has now. */
export function readmeTable(): string {
  const { before, table } = split()
  return before === '' ? '' : table
}

export function writeReadmeTable(measured: readonly MeasuredFile[]): void {
  const { before, after } = split()
  writeFileSync(readme, `${before}${start}${factTable(measured)}${end}${after}`)
}

function split(): { before: string; table: string; after: string } {
  const text = readFileSync(readme, 'utf8')
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from)
    throw new Error(`calibration/README.md has no ${start.trim()} … ${end.trim()} for its table`)
  return { before: text.slice(0, from), table: text.slice(from + start.length, to), after: text.slice(to + end.length) }
}
