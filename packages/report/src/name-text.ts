import { once } from './once.js'

const IDENTIFIER = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`
const SYMBOL = String.raw`Symbol(?:\([^()"\\]*\)|\.[a-zA-Z]+)`
// `#` begins the name of a private field; `[[Scope]]` is a link of V8's that has no name in JavaScript.
const STEP = String.raw`(?:\.(?:\*\*?|#?${IDENTIFIER}|\[\[[A-Za-z]+\]\])|\[(?:\*|key|value|\d+|${QUOTED}|${SYMBOL})\]|\(shared\))`
const PATH = `…?(?:${STEP})+`
// Those in brackets are the core's own; built-ins have names such as `Array Iterator`.
const TYPE = String.raw`Object \(no prototype\)|\((?:anonymous class|several (?:types|roots))\)|${IDENTIFIER}(?:[ .]${IDENTIFIER})*`
// V8's own words for code that is no function are in brackets: `(GC)`. `<static_initializer>` is one, too.
const FUNCTION_WORD = String.raw`(?:#?${IDENTIFIER}|\[${SYMBOL}\]|<${IDENTIFIER}>)`
const FUNCTION = String.raw`\((?:anonymous|the function|[A-Z_]+)\)|${FUNCTION_WORD}(?:[ .]${FUNCTION_WORD})*`
const GROUP_WORD = String.raw`[\p{ID_Continue}$#:./@+-]+`
const GROUP = `${GROUP_WORD}(?: ${GROUP_WORD})*`

/** What `pathText` writes, for a parser. */
export const pathPattern: () => RegExp = once(() => new RegExp(`${PATH}|${QUOTED}`, 'uy'))
/** What `typeText` writes, for a parser. */
export const typePattern: () => RegExp = once(() => new RegExp(`${TYPE}|${QUOTED}`, 'uy'))

const plainPath = once(() => new RegExp(`^(?:${PATH})$`, 'u'))
const plainType = once(() => new RegExp(`^(?:${TYPE})$`, 'u'))
const plainFunction = once(() => new RegExp(`^(?:${FUNCTION})$`, 'u'))
const plainGroup = once(() => new RegExp(`^(?:${GROUP})$`, 'u'))
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

/** The name of a function: as it is where it reads as V8 names functions, else in quotes. */
export function functionText(name: string): string {
  return isPlain(name, plainFunction()) ? name : quoted(name)
}

/** The name of a group: as it is where it is words, else in quotes. */
export function groupText(name: string): string {
  return isPlain(name, plainGroup()) ? name : quoted(name)
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
