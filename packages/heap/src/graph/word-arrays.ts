/**
 * Arrays of a word for each node, all 0. The search for dominators needs several for a while, and what is computed next can
 * have them again: a garbage collection may come too late for that.
 */
export class WordArrays {
  readonly length: number
  readonly #free: Uint32Array[] = []

  constructor(length: number) {
    this.length = length
  }

  take(): Uint32Array {
    return this.#free.pop()?.fill(0) ?? new Uint32Array(this.length)
  }

  /** They may not be used any more. */
  giveBack(...arrays: readonly Uint32Array[]): void {
    this.#free.push(...arrays)
  }
}
