import { once } from './once.js'

const IDENTIFIER = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`
const SYMBOL = String.raw`Symbol(?:\([^()"\\]*\)|\.[a-zA-Z]+)`
// `#` begins the name of a private field; `[[Scope]]` is a link of V8's that has no name in JavaScript.
const STEP = String.raw`(?:\.(?:\*\*?|#?${IDENTIFIER}|\[\[[A-Za-z]+\]\])|\[(?:\*|key|value|\d+|${QUOTED}|${SYMBOL})\]|\(shared\))`
const PATH = `…?(?:${STEP})+`
// Those in brackets are the core's own; built-ins have names such as `Array Iterator`.
const TYPE = String.raw`Object \(no prototype\)|\((?:anonymous class|several (?:types|roots))\)|${IDENTIFIER}(?:[ .]${IDENTIFIER})*`

/** What `pathText` writes, for a parser. */
export const pathPattern: () => RegExp = once(() => new RegExp(`${PATH}|${QUOTED}`, 'uy'))
/** What `typeText` writes, for a parser. */
export const typePattern: () => RegExp = once(() => new RegExp(`${TYPE}|${QUOTED}`, 'uy'))

const plainPath = once(() => new RegExp(`^(?:${PATH})$`, 'u'))
const plainType = once(() => new RegExp(`^(?:${TYPE})$`, 'u'))
const LONGEST_PLAIN = 4000
const UNPRINTABLE = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]`
const unprintable = once(() => new RegExp(UNPRINTABLE, 'u'))
/** All characters that may not reach a terminal or break a line: those of control and format, separators, halves of pairs. */
export const allUnprintable: () => RegExp = once(() => new RegExp(UNPRINTABLE, 'gu'))

/** A path or a part of one: as it is where it reads as the steps of a path, else in quotes. */
export function pathText(path: string): string {
  return isPlain(path, plainPath()) ? path : quoted(path)
}

/** The name of a type: as it is where it reads as a name, else in quotes. */
export function typeText(type: string): string {
  return isPlain(type, plainType()) ? type : quoted(type)
}

/** A text in quotes, in which nothing breaks the line or moves the cursor. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(allUnprintable(), (character) => {
    const units = character.split('')
    return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
  })
}

/** The text that `pathText`, `typeText` or `quoted` wrote; `undefined` where the quotes hold none. */
export function unquoted(written: string): string | undefined {
  if (!written.startsWith('"')) return written
  try {
    return JSON.parse(written)
  } catch {
    return undefined
  }
}

// A class may be named by a text of many megabytes, on which the pattern would run out of stack.
function isPlain(text: string, pattern: RegExp): boolean {
  return text.length <= LONGEST_PLAIN && pattern.test(text) && !unprintable().test(text)
}
