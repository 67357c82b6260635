/** One value of the snapshot's outermost object, read as its bytes come. */
export interface Section {
  /**
   * Takes the bytes of a chunk from `at` on.
   *
   * @param base The offset of the chunk's first byte in the whole text.
   * @returns Where it stopped: the length of the chunk, or the place after its last byte, if it is complete.
   * @throws {SnapshotFormatError} if the bytes are not what this section is made of.
   */
  take(chunk: Uint8Array, at: number, base: number): number
  readonly complete: boolean
  /** What has to come next, for a text that ends too early. */
  readonly expected: string
}
