import { formatExactBytes, layouts, type Measurement } from '@carat/core'
import { grouped, rounded } from './figures.js'
import { MOST_WARNINGS, warningLines } from './remark-text.js'

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

/** The lines above a breakdown that people read: all of it in one line, what to mistrust in that, and the layout. */
export function headLines(measurement: Measurement): string[] {
  return [totalText(measurement), ...warningLines(measurement.warnings, MOST_WARNINGS), layoutText(measurement)]
}
