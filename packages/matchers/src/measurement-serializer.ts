import { isMeasurement } from '@carat/core'
import { memoryText } from '@carat/report'

/** A text that a runner's snapshot takes as it is: a string would get quotes and, in some versions, escapes. */
export class SnapshotText {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** The text, where `value` has one. Asks no proxy and reads no property. */
  static of(value: object): string | undefined {
    return #text in value ? value.#text : undefined
  }
}

/** What `expect.addSnapshotSerializer` takes in Jest and in Vitest. */
export interface SnapshotSerializer {
  test(value: unknown): boolean
  serialize(value: unknown, config: unknown, indentation: string): string
}

/**
 * Prints what `measure` gives as the text of its breakdown, so that `expect(measure(cache)).toMatchSnapshot()` is a table.
 *
 * Runners ask it about every value of every snapshot: it looks at none of them.
 */
export const measurementSerializer: SnapshotSerializer = {
  test: (value) => typeof value === 'object' && value !== null && (isMeasurement(value) || hasText(value)),
  serialize(value, _config, indentation) {
    const text = isMeasurement(value) ? memoryText(value) : SnapshotText.of(value as object)
    return (text ?? '').replaceAll(/\n(?=[^\n])/g, `\n${indentation}`)
  },
}

function hasText(value: object): boolean {
  return SnapshotText.of(value) !== undefined
}
