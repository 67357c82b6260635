import { formatExactBytes, type Measurement, type Part } from '@carat/core'
import { grouped, signed, times } from './figures.js'
import { printable } from './printable.js'
import { MOST_PARTS, more, split, table, typeText, unseenBlock } from './rows.js'

/** A part in two values, or what reads as one part in both; of another type at the same path it is another part. */
interface Pair {
  readonly path: string
  readonly type: string
  readonly received: Side
  readonly other: Side
}

interface Side {
  count: number
  bytes: number
}

/** Where two values differ, part by part, and what could not be seen in either. */
export function comparison(received: Measurement, other: Measurement): string[][] {
  return [
    differencesBlock(pairsOf(received.parts, other.parts)),
    unseenBlock(received.unseen, 'received'),
    unseenBlock(other.unseen, 'other'),
  ]
}

function differencesBlock(pairs: readonly Pair[]): string[] {
  const differing = pairs
    .filter((pair) => difference(pair) !== 0)
    .sort((a, b) => Math.abs(difference(b)) - Math.abs(difference(a)))
  if (differing.length === 0) return ['No part differs.']
  const { shown, hidden } = split(differing, MOST_PARTS)
  const lines = shown.map((pair) => [
    size(pair.received),
    size(pair.other),
    signed(difference(pair)),
    pathText(pair),
    typeText(pair),
  ])
  if (hidden.length > 0) {
    const rest = hidden.reduce((total, pair) => total + difference(pair), 0)
    lines.push(['', '', signed(rest), more(hidden.length)])
  }
  return ['Parts that differ, most first:', ...table([['received', 'other', 'difference'], ...lines], 3)]
}

function pairsOf(received: readonly Part[], other: readonly Part[]): Pair[] {
  const isFolded = received.some(({ count }) => count > 1) || other.some(({ count }) => count > 1)
  const pairs = new Map<string, Pair>()
  const add = (part: Part, side: 'received' | 'other'): void => {
    const path = isFolded ? foldedPath(part) : part.path
    const key = `${path}\n${part.type}`
    let pair = pairs.get(key)
    if (pair === undefined) {
      pair = { path, type: part.type, received: { count: 0, bytes: 0 }, other: { count: 0, bytes: 0 } }
      pairs.set(key, pair)
    }
    pair[side].count += part.count
    pair[side].bytes += part.bytes
  }
  for (const part of received) add(part, 'received')
  for (const part of other) add(part, 'other')
  return [...pairs.values()]
}

// The core folds many entries of one type into one row, and keeps few apart: the side that has few must match.
function foldedPath({ path }: Part): string {
  if (/^\[\d+\]$/.test(path)) return '[*]'
  if (path.startsWith('[key ')) return '[key]'
  return path.startsWith('.get(') ? '[value]' : path
}

function difference({ received, other }: Pair): number {
  return received.bytes - other.bytes
}

function size({ count, bytes }: Side): string {
  return count === 0 ? '-' : formatExactBytes(bytes)
}

function pathText({ path, received, other }: Pair): string {
  const isInBoth = received.count > 0 && other.count > 0
  const against = isInBoth && received.count !== other.count ? ` against ${grouped(other.count)}` : ''
  return `${printable(path)}${times(received.count || other.count)}${against}`
}
