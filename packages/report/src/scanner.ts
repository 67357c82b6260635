/** A count with its digits in groups of three, for a pattern. */
export const NUMBER: string = String.raw`\d{1,3}(?:,\d{3})*`

/** The number that a text of the pattern `NUMBER` stands for. */
export function numberIn(text: string | undefined): number {
  return Number(text?.replaceAll(',', ''))
}

/** Reads a line from its start, a piece at a time. */
export class Scanner {
  private at = 0

  constructor(private readonly line: string) {}

  get isAtEnd(): boolean {
    return this.at === this.line.length
  }

  /** The groups of a sticky pattern that matches here, which is then behind; `undefined` where it does not. */
  take(pattern: RegExp): Record<string, string | undefined> | undefined {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.line)
    if (match === null) return undefined
    this.at = pattern.lastIndex
    return { ...match.groups, text: match[0] }
  }

  /** Whether this text stands here; it is then behind. */
  skip(text: string): boolean {
    if (!this.line.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }
}
