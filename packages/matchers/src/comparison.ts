import { diff, type Measurement } from '@carat/core'
import { differenceText } from '@carat/report'
import { unseenBlocks, warningsBlock } from './rows.js'

const MOST_PARTS = 10

/** What is declared wrongly in either, where they differ, part by part and why, and what could not be seen in either. */
export function comparison(received: Measurement, other: Measurement): string[][] {
  return [
    [...warningsBlock(received.warnings, 'received'), ...warningsBlock(other.warnings, 'other')],
    differencesBlock(received, other),
    ...unseenBlocks(received.unseen, 'received'),
    ...unseenBlocks(other.unseen, 'other'),
  ]
}

function differencesBlock(received: Measurement, other: Measurement): string[] {
  const difference = diff(other, received)
  const text = differenceText(difference, { names: ['other', 'received'], rows: MOST_PARTS })
  return difference.rows.length === 0 ? [text] : ['Parts that differ, most first:', text]
}
