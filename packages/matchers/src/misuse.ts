export const LONGEST_SHOWN_TEXT = 40

/**
 * The error for a call that can't be meant: it is thrown whether the matcher is negated or not, so it is never a pass.
 *
 * @param problem What is wrong, with the argument's name and its value.
 * @param rightCall A call of the same matcher that works.
 */
export function misuse(
  kind: typeof TypeError | typeof RangeError,
  matcher: string,
  problem: string,
  rightCall: string,
): Error {
  return new kind(`${matcher}: ${problem}; for example ${rightCall}`)
}

/** A value in an error text. Reads nothing of an object, since that could run the user's code. */
export function show(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.length > LONGEST_SHOWN_TEXT ? `${value.slice(0, LONGEST_SHOWN_TEXT)}…` : value)
    case 'bigint':
      return 'a bigint'
    case 'symbol':
      return 'a symbol'
    case 'function':
      return 'a function'
    case 'object':
      return value === null ? 'null' : 'an object'
    default:
      return Object.is(value, -0) ? '-0' : String(value)
  }
}
