import { formatBytes, formatExactBytes, type Measurement } from '@carat/core'
import type { AllocationProfileLike } from './allocation-profile.js'
import { OptionReader, requireStacks } from './argument.js'
import { grouped, percent } from './figures.js'
import { type Box, flameLayout, type Hidden } from './flame-layout.js'
import { type FlameHead, type FlameKind, type FlameSubject, measuredSubject, profiledSubject } from './flame-subject.js'
import { flameZoom } from './flame-zoom.js'
import { printable } from './printable.js'
import { split } from './split.js'
import { fitted, textWidth } from './text-width.js'
import { drawable, xmlText } from './xml.js'

/** How a flame graph is drawn. */
export interface FlameGraphOptions {
  /** Pixels, a whole number from 300 to 10,000. Default 1200. */
  readonly width?: number | undefined
  /** The text above the graph. Default: the type of the value, or the name of the function. */
  readonly title?: string | undefined
  /** Levels below the value itself or the run, a whole number or `Infinity`. Default 64, which is all that `measure` gives. */
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
const MOST_KINDS = 12

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
 * A breakdown or an allocation profile as a flame graph that hangs down: one SVG file that needs nothing else, for a browser, a
 * README or a report.
 *
 * The value itself, or the run, is the box at the top, as wide as all bytes. Under a box stand the rows below it, or what it
 * called, largest first; what is free at its right end are the bytes of its objects alone, or what it allocated itself. Colours
 * are those of types, or of files. Pointing at a box shows its exact bytes, its share, how many objects or pieces it stands for
 * and where it lies; in a browser, a click on a box zooms in to it.
 *
 * What is narrower than a tenth of a pixel, or deeper than `depth`, has no box: the box `… 12 more` stands for it, and the one
 * above says how many they are. The same measurement, or profile, gives the same file.
 *
 * @throws {TypeError} if `subject` is neither what `measure` nor what `profile` returns, `options` is no object, or `title` no
 * text.
 * @throws {RangeError} if an option is unknown, or `width` or `depth` is no such number.
 */
export function flameGraph(subject: Measurement | AllocationProfileLike, options?: FlameGraphOptions): string {
  requireStacks('flameGraph', subject)
  return 'tree' in subject ? drawn(profiledSubject(subject), options) : drawn(measuredSubject(subject), options)
}

function drawn<Node>(subject: FlameSubject<Node>, options: FlameGraphOptions | undefined): string {
  const given = new OptionReader('flameGraph', options, { width: '1200', title: `'sessions'`, depth: '20' })
  const width = given.wholeWithin('width', 1200, 300, 10_000)
  const title = printable(given.text('title', subject.head.title))
  const depth = given.whole('depth', 64, 0)

  const inner = width - 2 * MARGIN
  const columns = Math.floor(inner / TEXT_COLUMN)
  const hint = `A box is as wide as its bytes with all below it, and has the colour of its ${subject.head.kind}.`
  const zoomHint = hint.length + ZOOM_HINT.length <= columns ? ZOOM_HINT : ''
  const boxes = flameLayout(subject, { width: inner, narrowest: NARROWEST, depth })
  const header = headerOf(subject.head, title, inner)
  const top = MARGIN + header.height
  const framesHeight = (1 + boxes.reduce((deepest, box) => Math.max(deepest, box.depth), 0)) * FRAME_HEIGHT
  const hintTop = top + framesHeight + LINE_HEIGHT
  const height = hintTop + MARGIN
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="carat-flame-graph" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${xmlText(`${title}: ${subject.head.total}`)}">`,
    `<style>${STYLE}</style>`,
    `<rect class="carat-ground" width="${width}" height="${height}"/>`,
    ...header.elements,
    `<svg class="carat-frames" x="${MARGIN}" y="${top}" width="${inner}" height="${framesHeight}">`,
    ...boxes.map((box) => frame(box, subject)),
    '</svg>',
    `<text class="carat-faint carat-hint" x="${MARGIN}" y="${hintTop}">${fitted(hint, columns)}</text>`,
    `<script>//<![CDATA[\n${flameZoom({ column: TEXT_COLUMN, padding: FRAME_PADDING, thin: THIN, hint: zoomHint })}//]]></script>`,
    '</svg>',
    '',
  ].join('\n')
}

interface Header {
  readonly elements: readonly string[]
  readonly height: number
}

function headerOf({ total, warnings, engine, notes, kinds }: FlameHead, title: string, width: number): Header {
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
  write('carat-ink', total)
  for (const line of warnings) {
    y += LINE_HEIGHT
    write('carat-warning', line, warnings)
  }
  y += LINE_HEIGHT
  write('carat-faint', engine)
  for (const line of notes.lines) {
    y += LINE_HEIGHT
    write('carat-faint', line, notes.places)
  }
  const legend = legendOf(kinds, width)
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

/** The largest types or files with their colours, in as many lines as they need. */
function legendOf(kinds: readonly FlameKind[], width: number): LegendEntry[][] {
  const lines: LegendEntry[][] = []
  let left = Number.POSITIVE_INFINITY
  for (const { name, count, bytes, share, colour } of split(kinds, MOST_KINDS).shown) {
    const text = `${fitted(drawable(name), 28)} ${share}`
    const needed = 18 + textWidth(text) * TEXT_COLUMN
    if (left + needed > width) {
      lines.push([])
      left = 0
    }
    const tooltip = `${name}${count}\n${formatExactBytes(bytes)}, ${share}`
    lines.at(-1)?.push({ left, colour, text, tooltip })
    left += needed + 20
  }
  return lines
}

function frame<Node>(box: Box<Node>, subject: FlameSubject<Node>): string {
  // Each edge is rounded by itself, so that boxes that touch still do.
  const left = Math.round(box.left * 100) / 100
  const width = Math.round(box.right * 100) / 100 - left
  const y = box.depth * FRAME_HEIGHT
  const lines = linesOf(box, subject)
  const columns = Math.floor((width - 2 * FRAME_PADDING) / TEXT_COLUMN)
  const shown = xmlText(fitted(drawable(lines[0] ?? ''), columns))
  const place = `x="${pixels(left)}" y="${y}" width="${pixels(width)}" height="${FRAME_HEIGHT}"`
  const fill = box.kind === 'node' ? ` fill="${subject.colour(box.node)}"` : ''
  // A picture in the picture clips its text, whichever font there is.
  const text = shown === '' ? '' : `<svg ${place}><text x="${FRAME_PADDING}" y="14">${shown}</text></svg>`
  const name = `carat-frame${box.kind === 'hidden' ? ' carat-hidden' : ''}${width < THIN ? ' carat-thin' : ''}`
  return `<g class="${name}"><title>${xmlText(lines.join('\n'))}</title><rect ${place}${fill}/>${text}</g>`
}

/** What pointing at a box shows; the first line is what stands in it. */
function linesOf<Node>({ hidden, ...box }: Box<Node>, subject: FlameSubject<Node>): string[] {
  if (box.kind === 'hidden') return hidden === undefined ? [] : hiddenLines(hidden, subject.total)
  const lines = subject.lines(box.node)
  return hidden === undefined ? lines : [...lines, `not drawn below: ${hiddenText(hidden)}`]
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

/** A length without digits that nobody sees. */
function pixels(length: number): string {
  return String(Number(length.toFixed(2)))
}
