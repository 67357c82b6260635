import { hasOwn } from '../walk/intrinsics.js'
import type { Layout, LayoutName } from './layout.js'
import { v8_11 } from './v8-11.js'
import { v8_13 } from './v8-13.js'
import { v8_14 } from './v8-14.js'
import { v8_14_compressed } from './v8-14-compressed.js'

/** Every layout by its name. */
export const layouts: Readonly<Record<LayoutName, Layout>> = Object.freeze({
  'v8-11': Object.freeze(v8_11),
  'v8-13': Object.freeze(v8_13),
  'v8-14': Object.freeze(v8_14),
  'v8-14-compressed': Object.freeze(v8_14_compressed),
})

/** The layout that numbers are given in unless asked otherwise, so that they do not change with the engine they run on. */
export const defaultLayout: Layout = layouts['v8-14']

/**
 * The layout of a name; `'host'` is the layout of the engine that runs.
 *
 * @throws {RangeError} if the name is unknown, or `'host'` runs on an engine that no layout describes.
 */
export function layoutOf(name: LayoutName | 'host' | undefined): Layout {
  if (name === undefined) return defaultLayout
  if (name === 'host') return hostLayout()
  if (typeof name === 'string' && hasOwn(layouts, name)) return layouts[name]
  const known = [...Object.keys(layouts), 'host'].map((known) => `'${known}'`).join(', ')
  throw new RangeError(
    `unknown layout ${typeof name === 'string' ? `'${name}'` : typeof name}; the layouts are ${known}`,
  )
}

interface Engine {
  process?: {
    versions?: { v8?: string; bun?: string; electron?: string }
    config?: { variables?: Record<string, unknown> }
  }
  navigator?: { userAgent?: string }
}

function hostLayout(): Layout {
  const { process, navigator } = globalThis as Engine
  const v8 = process?.versions?.v8
  if (v8 !== undefined && process?.versions?.bun === undefined) {
    if (process?.versions?.electron !== undefined || process?.config?.variables?.v8_enable_pointer_compression === 1) {
      return layouts['v8-14-compressed']
    }
    const major = Number(v8.split('.')[0])
    if (major >= 11 && major < 13) return layouts['v8-11']
    if (major === 13) return layouts['v8-13']
    if (major === 14) return layouts['v8-14']
    throw new RangeError(
      `layout 'host' knows V8 11 to 14, and V8 ${v8} runs here; name the nearest one, such as { layout: 'v8-14' }`,
    )
  }
  if (/\bChrome\/\d/.test(navigator?.userAgent ?? '')) return layouts['v8-14-compressed']
  throw new RangeError(`layout 'host' needs V8, and another engine runs here; name one, such as { layout: 'v8-14' }`)
}
