import { formatExactBytes, layouts, type Measurement, type Unseen } from '@carat/core'
import { grouped, rounded, times } from './figures.js'
import { pathText } from './name-text.js'
import { printable } from './printable.js'
import { split } from './split.js'

const MOST_UNSEEN = 5

/** All of a measurement in one line: `16,764 B (16.8 kB) in 212 objects, 180 B of it spare`. */
export function totalText({ bytes, objects, spare }: Measurement): string {
  const about = rounded(bytes)
  const spareText = spare > 0 ? `, ${formatExactBytes(spare)} of it spare` : ''
  const count = `${grouped(objects)} object${objects === 1 ? '' : 's'}`
  return `${formatExactBytes(bytes)}${about === '' ? '' : ` (${about})`} in ${count}${spareText}`
}

/** `layout v8-14: Node.js 26`. */
export function layoutText({ layout }: Measurement): string {
  // One that was stored may come from a version that knows more of them.
  return Object.hasOwn(layouts, layout) ? `layout ${layout}: ${layouts[layout].engines}` : `layout ${layout}`
}

/** What the walk could not see, and where. */
export function unseenPlaces(unseen: readonly Unseen[]): string[] {
  if (unseen.length === 0) return []
  const { shown, hidden } = split(unseen, MOST_UNSEEN)
  const places = shown.map(({ path, reason, count }) => {
    return `  ${reason}${times(count)}${path === '' ? '' : ` at ${printable(pathText(path))}`}`
  })
  if (hidden.length > 0) {
    const count = hidden.reduce((sum, { count }) => sum + count, 0)
    places.push(`  … ${grouped(count)} more in ${grouped(hidden.length)} other places`)
  }
  return ['not seen:', ...places]
}
