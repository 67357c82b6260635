import type { GraphEdge } from './graph-walk.js'
import * as js from './intrinsics.js'

/** The steps of a path that are shown; of a deeper one the last. */
const LONGEST_PATH = 32
const LONGEST_KEY = 60

/** How an edge is written behind the path of what it starts at: `.name`, `[3]`, `.get("key")`. */
export function step({ kind, key }: GraphEdge): string {
  switch (kind) {
    case 'property':
      return propertyStep(key as PropertyKey)
    case 'getter':
      return `${propertyStep(key as PropertyKey)} (getter)`
    case 'setter':
      return `${propertyStep(key as PropertyKey)} (setter)`
    case 'element':
    case 'setValue':
      return `[${js.toText(key)}]`
    case 'mapKey':
      return `[key ${js.toText(key)}]`
    case 'mapValue':
      return typeof key === 'string' ? `.get(${quote(key)})` : `.get(${keyText(key)})`
    case 'internal':
      return `.${js.toText(key)}`
    case 'root':
      return ''
  }
}

/** How an edge is written for all of its kind: elements and entries have no number. */
export function foldedStep(edge: GraphEdge): string {
  switch (edge.kind) {
    case 'element':
    case 'setValue':
      return '[*]'
    case 'mapKey':
      return '[key]'
    case 'mapValue':
      return '[value]'
    default:
      return step(edge)
  }
}

function propertyStep(key: PropertyKey): string {
  if (typeof key === 'symbol') return `[${symbolText(key)}]`
  if (typeof key === 'number') return `[${key}]`
  return isIdentifier(key) ? `.${key}` : `[${quote(key)}]`
}

function symbolText(symbol: symbol): string {
  const quoted = quote(js.symbolDescription(symbol) ?? '')
  return `Symbol(${js.slice(quoted, 1, -1)})`
}

function keyText(key: unknown): string {
  return typeof key === 'symbol' ? symbolText(key) : js.toText(key)
}

function isIdentifier(name: string): boolean {
  if (name.length === 0 || name.length > LONGEST_KEY) return false
  for (let i = 0; i < name.length; i++) {
    const code = js.charCodeAt(name, i)
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36
    if (!isLetter && (i === 0 || code < 48 || code > 57)) return false
  }
  return true
}

/** A name in quotes, with what could break a line or a terminal escaped, and cut where it is very long. */
function quote(name: string): string {
  const short = name.length > LONGEST_KEY ? `${js.slice(name, 0, LONGEST_KEY - 1)}…` : name
  const quoted = js.stringify(short)
  let text = ''
  for (let i = 0; i < quoted.length; i++) {
    const code = js.charCodeAt(quoted, i)
    text += isUnprintable(code) ? `\\u${js.slice(js.numberToString(0x10000 + code, 16), 1)}` : (quoted[i] as string)
  }
  return text
}

/** Control characters of C1, zero-width and bidirectional marks, line and paragraph separators; JSON escapes those of C0. */
function isUnprintable(code: number): boolean {
  return (
    (code >= 0x7f && code <= 0x9f) ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2069) ||
    code === 0xfeff
  )
}

/** The path that leads to a node over its parents' edges, written with `write`. */
export function pathTo(
  node: number,
  parents: readonly (GraphEdge | undefined)[],
  write: (edge: GraphEdge) => string,
): string {
  let path = ''
  let edge = parents[node]
  for (let steps = 0; edge !== undefined; steps++) {
    if (steps === LONGEST_PATH) return `…${path}`
    path = write(edge) + path
    edge = parents[edge.from]
  }
  return path
}
