import { diff, type Measurement } from '@carat/core'
import { differenceText } from '@carat/report'
import { unseenBlock } from './rows.js'

const MOST_PARTS = 10

/** Where two values differ, part by part and why, and what could not be seen in either. */
export function comparison(received: Measurement, other: Measurement): string[][] {
  return [
    differencesBlock(received, other),
    unseenBlock(received.unseen, 'received'),
    unseenBlock(other.unseen, 'other'),
  ]
}

function differencesBlock(received: Measurement, other: Measurement): string[] {
  const difference = diff(other, received)
  const text = differenceText(difference, { names: ['other', 'received'], rows: MOST_PARTS })
  return difference.rows.length === 0 ? [text] : ['Parts that differ, most first:', text]
}
