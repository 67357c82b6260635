/** By code units: no order of a text that is stored may depend on a language. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
