import { formatBytes, formatExactBytes, type Measurement, type Part } from '@carat/core'
import type { AllocationNodeLike, AllocationProfileLike } from './allocation-profile.js'
import { allocatedText, engineText, piecesText, profileWarnings } from './allocation-summary.js'
import { compareText } from './compare-text.js'
import { grouped, percent, times } from './figures.js'
import { formTexts } from './form-text.js'
import { callName, rowName } from './frame-name.js'
import { functionText, pathText, typeText } from './name-text.js'
import { placeText, relativePath } from './place-text.js'
import { printable } from './printable.js'
import { MOST_WARNINGS, unseenLines, unseenPlaces, warningLines } from './remark-text.js'
import { split } from './split.js'
import { layoutText, totalText } from './summary.js'
import { typeColour } from './type-colour.js'

const MOST_ALSO = 5

/** What a flame graph is of: a tree of rows or calls, and how these are drawn. */
export interface FlameSubject<Node> {
  readonly root: Node
  /** Bytes of the whole tree. */
  readonly total: number
  readonly head: FlameHead
  /** With all below it. */
  bytes(node: Node): number
  /** Without what is below it. */
  self(node: Node): number
  /** Largest first. */
  below(node: Node): readonly Node[]
  colour(node: Node): string
  /** What pointing at a box shows; the first line is what stands in it. */
  lines(node: Node): string[]
}

/** What stands above a graph. */
export interface FlameHead {
  readonly title: string
  readonly total: string
  readonly warnings: readonly string[]
  readonly engine: string
  /** What is not in the bytes, and where that is. */
  readonly notes: { readonly lines: readonly string[]; readonly places: readonly string[] }
  /** What has a colour of its own: a type, or a file. */
  readonly kind: string
  readonly kinds: readonly FlameKind[]
}

/** A type or a file, with what is its own. */
export interface FlameKind {
  readonly name: string
  /** ` ×12`, where there are several. */
  readonly count: string
  readonly bytes: number
  readonly share: string
  readonly colour: string
}

export function measuredSubject(measurement: Measurement): FlameSubject<Part> {
  const { bytes: total, root, types, unseen, warnings } = measurement
  return {
    root,
    total,
    head: {
      title: printable(typeText(root.type)),
      total: totalText(measurement),
      warnings: warningLines(warnings, MOST_WARNINGS),
      engine: layoutText(measurement),
      notes: { lines: unseenLines(unseen), places: unseenPlaces(unseen).flat() },
      kind: 'type',
      kinds: types
        .filter(({ bytes }) => bytes > 0)
        .map(({ type, bytes, count }) => ({
          name: printable(typeText(type)),
          count: times(count),
          bytes,
          share: percent(bytes, total),
          colour: typeColour(type),
        })),
    },
    bytes: ({ bytes }) => bytes,
    self: ({ self }) => self,
    below: ({ parts }) => parts,
    colour: ({ type }) => typeColour(type),
    lines: (part) => partLines(part, total),
  }
}

function partLines(part: Part, total: number): string[] {
  const { bytes, self, spare, count, objects, forms, isNested, also, path } = part
  const lines = [
    `${rowName(part)}${times(count)}, ${formatBytes(bytes)}`,
    bytesText(bytes, self, total),
    `${objectsText(count)}${objects === count ? '' : `; ${grouped(objects)} with all below`}`,
    formTexts(forms, count).join(', '),
    spare > 0 ? `${formatExactBytes(spare)} spare` : '',
    isNested ? 'some within others' : '',
    path === '' ? '' : `at ${printable(pathText(path))}`,
  ]
  const { shown, hidden } = split(also, MOST_ALSO)
  for (const path of shown) lines.push(`also at ${printable(pathText(path))}`)
  if (hidden.length > 0) lines.push(`and at ${grouped(hidden.length)} more`)
  return lines.filter((line) => line !== '')
}

export function profiledSubject(profile: AllocationProfileLike): FlameSubject<AllocationNodeLike> {
  const total = profile.bytes
  return {
    root: profile.tree,
    total,
    head: {
      title: printable(functionText(profile.name)),
      total: allocatedText(profile),
      warnings: profileWarnings(profile),
      engine: engineText(profile),
      notes: { lines: [], places: [] },
      kind: 'file',
      kinds: filesOf(profile),
    },
    bytes: (node) => node.total.bytes,
    self: (node) => node.self.bytes,
    below: ({ children }) => [...children].sort((a, b) => b.total.bytes - a.total.bytes),
    colour: (node) => fileColour(fileOf(node)),
    lines: (node) => callLines(node, total),
  }
}

function callLines(node: AllocationNodeLike, all: number): string[] {
  const { place, self, total } = node
  const lines = [
    `${callName(node)}, ${formatBytes(total.bytes)}`,
    bytesText(total.bytes, self.bytes, all),
    `${piecesText(self.count)}${total.count === self.count ? '' : `; ${grouped(total.count)} with all below`}`,
  ]
  return place === undefined ? lines : [...lines, `at ${placeText(place)}`]
}

const BUILT_IN = '(built in)'

/** Where a function is from. Groups and the run are from nowhere. */
function fileOf({ kind, place }: AllocationNodeLike): string {
  if (place !== undefined) return relativePath(place.file)
  return kind === 'function' ? BUILT_IN : ''
}

// Colours of what the language brings are pale.
function fileColour(file: string): string {
  if (file === '') return typeColour('Array')
  return typeColour(file === BUILT_IN ? 'native' : file)
}

/** What the functions of each file allocated themselves, largest first. */
function filesOf({ bytes: total, tree }: AllocationProfileLike): FlameKind[] {
  const files = new Map<string, number>()
  const waiting = [tree]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const file = fileOf(node)
    files.set(file, (files.get(file) ?? 0) + node.self.bytes)
    waiting.push(...node.children)
  }
  return [...files]
    .filter(([, bytes]) => bytes > 0)
    .sort(([a, bytes], [b, others]) => others - bytes || compareText(a, b))
    .map(([file, bytes]) => ({
      name: file === '' ? '(no function)' : printable(file),
      count: '',
      bytes,
      share: percent(bytes, total),
      colour: fileColour(file),
    }))
}

function bytesText(bytes: number, self: number, total: number): string {
  const own = self === bytes ? '' : `; ${formatExactBytes(self)} of its own`
  return `${formatExactBytes(bytes)}, ${percent(bytes, total)} of all${own}`
}

function objectsText(count: number): string {
  return `${grouped(count)} object${count === 1 ? '' : 's'}`
}
