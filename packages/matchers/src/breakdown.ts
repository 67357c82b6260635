import { formatExactBytes, type Measurement, type Part, type TypeRow } from '@carat/core'
import { grouped, times } from './figures.js'
import { printable } from './printable.js'
import { MOST_PARTS, more, split, table, typeText, unseenBlock } from './rows.js'

const MOST_TYPES = 5

/** What a value is made of: its largest parts, its types where they tell more, and what could not be seen. */
export function breakdown({ parts, types, unseen }: Measurement): string[][] {
  // Where each object has a row of its own, the rows name all types already.
  const tellsMore = parts.length > MOST_PARTS || parts.some(({ objects, count }) => objects > count)
  return [partsBlock(parts), tellsMore ? typesBlock(types) : [], unseenBlock(unseen, 'received')]
}

function partsBlock(parts: readonly Part[]): string[] {
  if (parts.length === 0) return []
  const { shown, hidden } = split(parts, MOST_PARTS)
  const lines = shown.map((part) => [
    formatExactBytes(part.bytes),
    `${printable(part.path)}${times(part.count)}`,
    typeText(part),
    part.objects > part.count ? `${grouped(part.objects)} objects` : '',
  ])
  return ['Parts of received, largest first:', ...table([...lines, ...rest(hidden)], 1)]
}

function typesBlock(types: readonly TypeRow[]): string[] {
  const { shown, hidden } = split(types, MOST_TYPES)
  const lines = shown.map(({ type, count, bytes }) => [formatExactBytes(bytes), `${printable(type)}${times(count)}`])
  return ['The same by type:', ...table([...lines, ...rest(hidden)], 1)]
}

function rest(hidden: readonly { readonly bytes: number }[]): string[][] {
  if (hidden.length === 0) return []
  const bytes = hidden.reduce((total, row) => total + row.bytes, 0)
  return [[formatExactBytes(bytes), more(hidden.length)]]
}
