import { type Bytes, bytes } from '../bytes.js'
import { isSmi, type Layout } from '../layout/layout.js'

/**
 * A Date, with the box its time lies in where the layout has one.
 *
 * @param time Milliseconds, `NaN` for an invalid Date.
 */
export function dateSize(time: number, layout: Layout): Bytes {
  return bytes(layout.date + (isSmi(time, layout) ? 0 : layout.dateBox))
}
