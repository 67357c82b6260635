import { formatBytes, formatExactBytes, type Measurement, type Part, type TypeRow } from '@carat/core'
import { OptionReader, requireMeasurement } from './argument.js'
import { grouped, percent, times } from './figures.js'
import { type Box, flameLayout, type Hidden } from './flame-layout.js'
import { flameZoom } from './flame-zoom.js'
import { formTexts } from './form-text.js'
import { rowName } from './frame-name.js'
import { pathText, typeText } from './name-text.js'
import { printable } from './printable.js'
import { MOST_WARNINGS, unseenLines, unseenPlaces, warningLines } from './remark-text.js'
import { split } from './split.js'
import { layoutText, totalText } from './summary.js'
import { fitted, textWidth } from './text-width.js'
import { typeColour } from './type-colour.js'
import { drawable, xmlText } from './xml.js'

/** How a flame graph is drawn. */
export interface FlameGraphOptions {
  /** Pixels, a whole number from 300 to 10,000. Default 1200. */
  readonly width?: number | undefined
  /** The text above the graph. Default: the type of the value. */
  readonly title?: string | undefined
  /** Levels of rows below the value itself, a whole number or `Infinity`. Default 64, which is all that `measure` gives. */
  readonly depth?: number | undefined
}

const MARGIN = 16
const FRAME_HEIGHT = 20
const FRAME_PADDING = 4
const NARROWEST = 0.1
/** Narrower boxes have no edge, which would hide them. */
const THIN = 2
const TITLE_SIZE = 20
const LINE_HEIGHT = 20
const MOST_TYPES = 12
const MOST_ALSO = 5

const HINT = 'A box is as wide as its bytes with all below it, and has the colour of its type.'
const ZOOM_HINT = ' Click to zoom in, Escape to zoom out.'

const TITLE_STYLE = 'carat-ink carat-title'

// What a column takes in the widest of the usual monospaced fonts, so that a text fits in the others, too.
const columnWidth = (fontSize: number): number => fontSize * 0.6025
const TEXT_SIZE = 12
const TEXT_COLUMN = columnWidth(TEXT_SIZE)

// Style sheets of a page reach into an SVG that stands in it, and the other way round: hence the long names.
const STYLE = `
.carat-flame-graph { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace; font-size: ${TEXT_SIZE}px; }
.carat-flame-graph { background: #ffffff; }
.carat-flame-graph text { white-space: pre; }
.carat-flame-graph .carat-ground { fill: #ffffff; }
.carat-flame-graph .carat-ink { fill: #1f2328; }
.carat-flame-graph .carat-faint { fill: #59636e; }
.carat-flame-graph .carat-warning { fill: #9a6700; }
.carat-flame-graph .carat-title { font-size: ${TITLE_SIZE}px; font-weight: 600; }
.carat-flame-graph .carat-frame rect { stroke: #ffffff; stroke-width: 0.5; }
.carat-flame-graph .carat-frame.carat-thin rect { stroke: none; }
.carat-flame-graph .carat-frame text { fill: #16191d; pointer-events: none; }
.carat-flame-graph .carat-frame:hover rect { stroke: #1f2328; stroke-width: 1.5; }
.carat-flame-graph .carat-hidden rect { fill: #c9ced4; }
.carat-flame-graph .carat-zoomable .carat-frame { cursor: pointer; }
.carat-flame-graph .carat-above rect { opacity: 0.55; }
@media (prefers-color-scheme: dark) {
.carat-flame-graph { background: #0d1117; }
.carat-flame-graph .carat-ground { fill: #0d1117; }
.carat-flame-graph .carat-ink { fill: #f0f6fc; }
.carat-flame-graph .carat-faint { fill: #9198a1; }
.carat-flame-graph .carat-warning { fill: #d29922; }
.carat-flame-graph .carat-frame rect { stroke: #0d1117; }
.carat-flame-graph .carat-frame:hover rect { stroke: #f0f6fc; }
}
`

/**
 * The breakdown as a flame graph that hangs down: one SVG file that needs nothing else, for a browser, a README or a report.
 *
 * The value itself is the box at the top, as wide as all bytes. Under a box stand the rows below it, largest first; what is
 * free at its right end are the bytes of its objects alone. Colours are those of types. Pointing at a box shows its exact
 * bytes, its share, how many objects it stands for and where it lies; in a browser, a click on a box zooms in to it.
 *
 * A row narrower than a tenth of a pixel, or deeper than `depth`, has no box: the box `… 12 more` stands for such rows, and
 * the one above says how many they are. The same measurement gives the same file.
 *
 * @throws {TypeError} if `measurement` is not what `measure` returns, `options` is no object, or `title` no text.
 * @throws {RangeError} if an option is unknown, or `width` or `depth` is no such number.
 */
export function flameGraph(measurement: Measurement, options?: FlameGraphOptions): string {
  requireMeasurement('flameGraph', measurement)
  const given = new OptionReader('flameGraph', options, { width: '1200', title: `'sessions'`, depth: '20' })
  const width = given.wholeWithin('width', 1200, 300, 10_000)
  const title = printable(given.text('title', printable(typeText(measurement.root.type))))
  const depth = given.whole('depth', 64, 0)

  const inner = width - 2 * MARGIN
  const columns = Math.floor(inner / TEXT_COLUMN)
  const zoomHint = HINT.length + ZOOM_HINT.length <= columns ? ZOOM_HINT : ''
  const boxes = flameLayout(measurement, { width: inner, narrowest: NARROWEST, depth })
  const header = headerOf(measurement, title, inner)
  const top = MARGIN + header.height
  const framesHeight = (1 + boxes.reduce((deepest, box) => Math.max(deepest, box.depth), 0)) * FRAME_HEIGHT
  const hintTop = top + framesHeight + LINE_HEIGHT
  const height = hintTop + MARGIN
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="carat-flame-graph" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${xmlText(`${title}: ${totalText(measurement)}`)}">`,
    `<style>${STYLE}</style>`,
    `<rect class="carat-ground" width="${width}" height="${height}"/>`,
    ...header.elements,
    `<svg class="carat-frames" x="${MARGIN}" y="${top}" width="${inner}" height="${framesHeight}">`,
    ...boxes.map((box) => frame(box, measurement)),
    '</svg>',
    `<text class="carat-faint carat-hint" x="${MARGIN}" y="${hintTop}">${fitted(HINT, columns)}</text>`,
    `<script>//<![CDATA[\n${flameZoom({ column: TEXT_COLUMN, padding: FRAME_PADDING, thin: THIN, hint: zoomHint })}//]]></script>`,
    '</svg>',
    '',
  ].join('\n')
}

interface Header {
  readonly elements: readonly string[]
  readonly height: number
}

function headerOf(measurement: Measurement, title: string, width: number): Header {
  const elements: string[] = []
  let y = TITLE_SIZE
  const columns = Math.floor(width / TEXT_COLUMN)
  const write = (style: string, text: string, tooltip?: readonly string[]): void => {
    const shown = xmlText(
      fitted(drawable(text), style === TITLE_STYLE ? Math.floor(width / columnWidth(TITLE_SIZE)) : columns),
    )
    const title = tooltip === undefined ? '' : `<title>${xmlText(tooltip.join('\n'))}</title>`
    elements.push(`<text class="${style}" x="${MARGIN}" y="${MARGIN + y}">${title}${shown}</text>`)
  }
  write(TITLE_STYLE, title)
  y += LINE_HEIGHT + 6
  write('carat-ink', totalText(measurement))
  const warnings = warningLines(measurement.warnings, MOST_WARNINGS)
  for (const line of warnings) {
    y += LINE_HEIGHT
    write('carat-warning', line, warnings)
  }
  y += LINE_HEIGHT
  write('carat-faint', layoutText(measurement))
  const places = unseenPlaces(measurement.unseen).flat()
  for (const line of unseenLines(measurement.unseen)) {
    y += LINE_HEIGHT
    write('carat-faint', line, places)
  }
  const legend = legendOf(measurement, width)
  for (const entries of legend) {
    y += LINE_HEIGHT + 2
    for (const { left, colour, text, tooltip } of entries) {
      elements.push(
        `<g><title>${xmlText(tooltip)}</title><rect x="${pixels(MARGIN + left)}" y="${MARGIN + y - 10}" width="12" height="12" rx="2" fill="${colour}"/><text class="carat-ink" x="${pixels(MARGIN + left + 18)}" y="${MARGIN + y}">${xmlText(text)}</text></g>`,
      )
    }
  }
  return { elements, height: y + 14 }
}

interface LegendEntry {
  readonly left: number
  readonly colour: string
  readonly text: string
  readonly tooltip: string
}

/** The largest types with their colours, in as many lines as they need. */
function legendOf({ types, bytes }: Measurement, width: number): LegendEntry[][] {
  const { shown } = split<TypeRow>(
    types.filter((row) => row.bytes > 0),
    MOST_TYPES,
  )
  const lines: LegendEntry[][] = []
  let left = Number.POSITIVE_INFINITY
  for (const row of shown) {
    const share = percent(row.bytes, bytes)
    const text = `${fitted(drawable(printable(typeText(row.type))), 28)} ${share}`
    const needed = 18 + textWidth(text) * TEXT_COLUMN
    if (left + needed > width) {
      lines.push([])
      left = 0
    }
    const tooltip = `${printable(typeText(row.type))}${times(row.count)}\n${formatExactBytes(row.bytes)}, ${share}`
    lines.at(-1)?.push({ left, colour: typeColour(row.type), text, tooltip })
    left += needed + 20
  }
  return lines
}

function frame(box: Box, { bytes }: Measurement): string {
  // Each edge is rounded by itself, so that boxes that touch still do.
  const left = Math.round(box.left * 100) / 100
  const width = Math.round(box.right * 100) / 100 - left
  const y = box.depth * FRAME_HEIGHT
  const lines = box.kind === 'part' ? partLines(box.part, box.hidden, bytes) : hiddenLines(box.hidden, bytes)
  const columns = Math.floor((width - 2 * FRAME_PADDING) / TEXT_COLUMN)
  const shown = xmlText(fitted(drawable(lines[0] ?? ''), columns))
  const place = `x="${pixels(left)}" y="${y}" width="${pixels(width)}" height="${FRAME_HEIGHT}"`
  const fill = box.kind === 'part' ? ` fill="${typeColour(box.part.type)}"` : ''
  // A picture in the picture clips its text, whichever font there is.
  const text = shown === '' ? '' : `<svg ${place}><text x="${FRAME_PADDING}" y="14">${shown}</text></svg>`
  const name = `carat-frame${box.kind === 'hidden' ? ' carat-hidden' : ''}${width < THIN ? ' carat-thin' : ''}`
  return `<g class="${name}"><title>${xmlText(lines.join('\n'))}</title><rect ${place}${fill}/>${text}</g>`
}

/** What pointing at a box shows; the first line is what stands in it. */
function partLines(part: Part, hidden: Hidden | undefined, total: number): string[] {
  const { bytes, self, spare, count, objects, forms, isNested, also, path } = part
  const lines = [
    `${rowName(part)}${times(count)}, ${formatBytes(bytes)}`,
    `${formatExactBytes(bytes)}, ${percent(bytes, total)} of all${self === bytes ? '' : `; ${formatExactBytes(self)} of its own`}`,
    `${objectsText(count)}${objects === count ? '' : `; ${grouped(objects)} with all below`}`,
    formTexts(forms, count).join(', '),
    spare > 0 ? `${formatExactBytes(spare)} spare` : '',
    isNested ? 'some within others' : '',
    path === '' ? '' : `at ${printable(pathText(path))}`,
  ]
  if (also.length > 0) {
    const { shown, hidden } = split(also, MOST_ALSO)
    for (const path of shown) lines.push(`also at ${printable(pathText(path))}`)
    if (hidden.length > 0) lines.push(`and at ${grouped(hidden.length)} more`)
  }
  if (hidden !== undefined) lines.push(`not drawn below: ${hiddenText(hidden)}`)
  return lines.filter((line) => line !== '')
}

function hiddenLines(hidden: Hidden, total: number): string[] {
  return [
    `… ${grouped(hidden.rows)} more, ${formatBytes(hidden.bytes)}`,
    `${formatExactBytes(hidden.bytes)}, ${percent(hidden.bytes, total)} of all`,
    'too small or too deep to draw',
  ]
}

function hiddenText({ rows, bytes }: Hidden): string {
  return `${grouped(rows)} row${rows === 1 ? '' : 's'}, ${formatExactBytes(bytes)}`
}

function objectsText(count: number): string {
  return `${grouped(count)} object${count === 1 ? '' : 's'}`
}

/** A length without digits that nobody sees. */
function pixels(length: number): string {
  return String(Number(length.toFixed(2)))
}
