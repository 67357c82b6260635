import { formatExactBytes } from '@carat/core'
import type { Wanted } from './failure-text.js'

/** Inclusive limits; one of them at least is there. */
export interface Limits {
  readonly atLeast: number | undefined
  readonly atMost: number | undefined
}

/** A range as what was asked for. */
export function wantedRange({ atLeast, atMost }: Limits): Wanted {
  if (atMost === undefined) return { before: 'at least ', bytes: atLeast }
  return { before: atLeast === undefined ? 'at most ' : `${formatExactBytes(atLeast)} to `, bytes: atMost }
}

/** What its negation asked for, in words of its own rather than 'not at most', which is read twice. */
export function unwantedRange({ atLeast, atMost }: Limits): Wanted {
  if (atMost === undefined) return { before: 'less than ', bytes: atLeast }
  const orLess = atLeast === undefined ? '' : `less than ${formatExactBytes(atLeast)} or `
  return { before: `${orLess}more than `, bytes: atMost }
}
