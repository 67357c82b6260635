import { textWidth } from './text-width.js'

/** Lines of aligned columns: numbers, which come first, end in line; texts begin in line. */
export function alignedRows(rows: readonly (readonly string[])[], numberColumns: number): string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, textWidth(cell))
  }
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0
      return column < numberColumns ? cell.padStart(width) : `${cell}${' '.repeat(width - textWidth(cell))}`
    })
    return `  ${cells.join('  ')}`.trimEnd()
  })
}
