import { range, type Series, series } from './series.js'

const lengths = [...range(0, 40), 1000]
const codes = [0x41, 0x78, 0xe9, 0xff, 0x100, 0x416]

/** Strings, numbers and symbols. JSON.parse gives flat strings; concatenation would give a rope. */
export const primitives: Record<string, Series> = {
  'string, n one-byte characters': series(lengths, (n) => JSON.parse(`"${'x'.repeat(n)}"`)),
  'string, n two-byte characters': series(lengths, (n) => JSON.parse(`"${'\u0416'.repeat(n)}"`)),
  // Two of each: what V8 keeps for itself is the same node both times.
  'string, one character of code n': series(codes, (n) => String.fromCharCode(n)),
  'string, one character of code n, again': series(codes, (n) => String.fromCharCode(n)),
  'BigInt, n digits': series(range(0, 20), (n) => 2n ** (64n * BigInt(n)) - 1n),
  'symbol, described or not': series(['described', 'not'], (described) =>
    described === 'not' ? Symbol() : Symbol('specimen'),
  ),
  // In an array that holds more than numbers, only a small integer needs no box. Read from text, since arithmetic may box it.
  'number 2 ** n - 1 in a mixed array': series(range(28, 33), (n) => JSON.parse(`[true,${2 ** n - 1}]`)),
  'number -(2 ** n) in a mixed array': series(range(28, 33), (n) => JSON.parse(`[true,${-(2 ** n)}]`)),
  'number in a mixed array': series(['0', '-0', '1.5', 'Infinity'], (text) => [true, Number(text)]),
  'number in a field': series(['0', '-0', '1.5', 'Infinity'], (text) => ({ [`field${text}`]: Number(text) })),
}
