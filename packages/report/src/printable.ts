const LONGEST_NAME = 80

// Control and format characters, line and paragraph separators, and halves of pairs: none of them may reach a terminal
// or break a line of the report.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** A path or a class name as one line of text: nothing in it moves the cursor, and a very long one is cut in the middle. */
export function printable(name: string, longest: number = LONGEST_NAME): string {
  return cut(name, longest).replace(UNPRINTABLE, escaped)
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
