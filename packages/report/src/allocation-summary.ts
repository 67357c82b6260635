import { formatExactBytes } from '@carat/core'
import type { AllocationProfileLike } from './allocation-profile.js'
import { grouped, rounded } from './figures.js'
import { printable } from './printable.js'

/** All of a profile in one line: `1,600 B (1.6 kB) in 1,204 pieces, 1,440 B in 1 piece alive after it`. */
export function allocatedText({ bytes, count, live }: AllocationProfileLike): string {
  const about = rounded(bytes)
  const alive = `${formatExactBytes(live.bytes)} in ${piecesText(live.count)} alive after it`
  return `${formatExactBytes(bytes)}${about === '' ? '' : ` (${about})`} in ${piecesText(count)}, ${alive}`
}

/** What the numbers were counted in, and what else moved them: `V8 14.6, interpreter, debugger`. */
export function engineText({ v8, tier, conditions }: AllocationProfileLike): string {
  return [`V8 ${v8}`, tier, ...conditions].map((word) => printable(word)).join(', ')
}

/** What to mistrust in a profile. */
export function profileWarnings({ agreement }: AllocationProfileLike): string[] {
  return agreement.equal ? [] : ['warning: the measured runs disagree; these are the numbers of the lowest']
}

export function piecesText(count: number): string {
  return `${grouped(count)} piece${count === 1 ? '' : 's'}`
}
