import { once } from './once.js'

// Those that a monospaced font draws two columns wide.
const WIDE = String.raw`[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]`
const wide = once(() => new RegExp(WIDE, 'u'))
// Those that stand on the one before.
const COMBINING = String.raw`\p{M}`
const combining = once(() => new RegExp(COMBINING, 'u'))
const MAYBE_WIDE = /[\u0300-\uffff]/

/** How many columns a text takes in a monospaced font, as terminals count them. */
export function textWidth(text: string): number {
  if (!MAYBE_WIDE.test(text)) return text.length
  let width = 0
  for (const character of text) width += columns(character)
  return width
}

/** The text, or as much of its start as fits into so many columns with `…` behind it; nothing where that says nothing. */
export function fitted(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  if (width < 3) return ''
  let room = width - 1
  let end = 0
  for (const character of text) {
    room -= columns(character)
    if (room < 0) break
    end += character.length
  }
  return `${text.slice(0, end).trimEnd()}…`
}

function columns(character: string): number {
  if (combining().test(character)) return 0
  return wide().test(character) ? 2 : 1
}
