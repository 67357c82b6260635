/** The rows that are listed and those that are only counted. One row alone is listed: to count it takes a line, too. */
export function split<T>(rows: readonly T[], most: number): { shown: readonly T[]; hidden: readonly T[] } {
  const end = rows.length === most + 1 ? rows.length : most
  return { shown: rows.slice(0, end), hidden: rows.slice(end) }
}
