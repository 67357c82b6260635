import { allUnprintable } from './name-text.js'

const LONGEST_NAME = 80

/** A path or a class name as one line of text: nothing in it moves the cursor, and a very long one is cut in the middle. */
export function printable(name: string, longest: number = LONGEST_NAME): string {
  return cut(name, longest).replace(allUnprintable(), escaped)
}

// A path is told apart by both its ends.
function cut(name: string, longest: number): string {
  if (name.length <= longest) return name
  const half = longest / 2
  return `${name.slice(0, half)}…${name.slice(1 - half)}`
}

function escaped(character: string): string {
  if (character === '\n') return '\\n'
  if (character === '\r') return '\\r'
  if (character === '\t') return '\\t'
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}
