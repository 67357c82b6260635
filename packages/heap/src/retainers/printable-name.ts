const LONGEST_NAME = 60

/** A name as one line of a report has it: no control characters, not longer than a line bears. */
export function printableName(name: string): string {
  const cut = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
  return cut.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\ud800-\udfff]/g, (unit, at) => {
    return isPaired(cut, at) ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** A text in double quotes, printable. */
export function quotedName(name: string): string {
  return `"${printableName(name.replaceAll('\\', '\\\\').replaceAll('"', '\\"'))}"`
}

// A surrogate in its place is half of a character that prints.
function isPaired(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit < 0xd800 || unit > 0xdfff) return false
  return unit < 0xdc00 ? isLow(text.charCodeAt(at + 1)) : isHigh(text.charCodeAt(at - 1))
}

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
