import { parseBytes } from '@carat/core'
import { LONGEST_SHOWN_TEXT, misuse, show } from './misuse.js'

/** The units of a byte text: 1 kB is 1000 B, 1 KiB is 1024 B. */
export type ByteUnit = 'B' | 'kB' | 'MB' | 'GB' | 'TB' | 'KiB' | 'MiB' | 'GiB' | 'TiB'

/** An amount and a unit, such as `'72 B'` or `'1.5 kB'`. A text that is known at run time only goes through `parseBytes`. */
export type ByteText = `${number} ${ByteUnit}` | `${number}${ByteUnit}`

/** Bytes as a number, or as a text with its unit. */
export type ByteAmount = number | ByteText

/** Where an amount stands, for the error that a wrong one gets. */
export interface AmountPlace {
  readonly matcher: string
  /** The argument as the user knows it, such as `expected.atMost`. */
  readonly argument: string
  readonly rightCall: string
}

/**
 * The bytes that an amount stands for.
 *
 * @throws {TypeError} if it is neither a number nor a text.
 * @throws {RangeError} if the number is no whole number of bytes, or the text is none with a known unit.
 */
export function parseAmount(amount: unknown, place: AmountPlace): number {
  const { matcher, argument, rightCall } = place
  if (typeof amount === 'string') return parseByteText(amount, place)
  if (typeof amount !== 'number') {
    const problem = `${argument} must be a number of bytes or a text such as '1.5 kB', got ${show(amount)}`
    throw misuse(TypeError, matcher, problem, rightCall)
  }
  if (!Number.isSafeInteger(amount) || amount < 0) {
    const problem = `${argument} must be a whole number of bytes, 0 or more, got ${show(amount)}`
    throw misuse(RangeError, matcher, problem, rightCall)
  }
  return amount
}

function parseByteText(text: string, { matcher, argument, rightCall }: AmountPlace): number {
  let problem = `${show(text)} is no amount of bytes; write a number and a unit, such as '1.5 kB'`
  // `parseBytes` quotes its text in full, and one handed over by mistake can be a megabyte.
  if (text.length <= LONGEST_SHOWN_TEXT) {
    try {
      return parseBytes(text)
    } catch (error) {
      problem = (error as Error).message
    }
  }
  throw misuse(RangeError, matcher, `${argument}: ${problem}`, rightCall)
}
