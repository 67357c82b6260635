import * as js from './intrinsics.js'
import { isWellKnown } from './program.js'
import type { EdgeKind } from './walk.js'

const LONGEST_KEY = 60

/**
 * How an edge is written behind the path of what it starts at: `.name`, `["two words"]`. Elements and entries have no
 * number: `[*]`, `[key]`, `[value]`.
 */
export function step(kind: EdgeKind, key: unknown): string {
  switch (kind) {
    case 'property':
      return propertyStep(key as PropertyKey)
    case 'element':
    case 'setValue':
      return '[*]'
    case 'mapKey':
      return '[key]'
    case 'mapValue':
      return '[value]'
    case 'internal':
      return `.${js.toText(key)}`
    case 'root':
      return ''
  }
}

function propertyStep(key: PropertyKey): string {
  if (typeof key === 'symbol') return `[${symbolText(key)}]`
  if (typeof key === 'number') return `[${key}]`
  return isIdentifier(key) || isPrivateName(key) ? `.${key}` : `[${quote(key)}]`
}

/** What a class calls `#name`. A property can have that name too; where both are, they are told by their types. */
function isPrivateName(name: string): boolean {
  return name.length > 1 && js.charCodeAt(name, 0) === 35 && isIdentifier(js.slice(name, 1))
}

function symbolText(symbol: symbol): string {
  const description = js.symbolDescription(symbol) ?? ''
  if (isWellKnown(symbol)) return description // which is `Symbol.iterator`
  const quoted = quote(description)
  return `Symbol(${js.slice(quoted, 1, -1)})`
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
    code === 0xad ||
    code === 0x61c ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2069) ||
    code === 0xfeff
  )
}
