/**
 * The method by which a class of your own shows the walk what no JavaScript can see: private fields, closed-over state,
 * memory outside the heap. `Symbol.for('carat.measurable')`, so that a library needs no dependency to have it.
 *
 * It is called for each object of the class, twice each time: what it declares differently the second time is not counted.
 * Nothing that it does can fail a measurement: an error, a promise, or what can't be true is a warning in `measure(…).warnings`.
 * It must return, though: no one can stop a loop that never asks for anything.
 *
 * @example
 * class Ring {
 *   #slots = new Float64Array(1024)
 *   #length = 0;
 *   [measurable](visitor) {
 *     visitor.field('#slots', this.#slots)
 *     visitor.capacity('#slots', { used: this.#length * 8, allocated: this.#slots.byteLength })
 *   }
 * }
 */
export const measurable: unique symbol = Symbol.for('carat.measurable') as never

/** What an object declares of itself, beyond the own properties that the walk sees anyway. Open during the call alone. */
export interface Visitor {
  /**
   * Something the object holds and the walk can't see: it is counted with all it reaches, as a property would be. A
   * `#private` field has its slot in the object, which is counted whether or not it is declared; other names take no slot.
   *
   * @param name The field, `'#entries'`, or a name for what has none.
   * @param value What it holds: itself, not a copy made for the call, which is not part of the object.
   */
  field(name: string, value: unknown): void
  /**
   * Memory outside the JavaScript heap: WebAssembly, native, mapped.
   *
   * @param count A whole number of bytes, 0 or more.
   */
  bytes(name: string, count: number): void
  /**
   * An arena, pool or ring buffer: what is allocated and not used is shown as spare capacity.
   *
   * Of a field or property that holds an object, the memory is counted already, and this says how much of it is spare. Under
   * another name it is memory outside the heap, which is counted as `bytes` would.
   *
   * @param amounts Whole numbers of bytes, `used` no more than `allocated`.
   */
  capacity(name: string, amounts: { readonly used: number; readonly allocated: number }): void
  /** Something that the object refers to and somebody else owns: counted once, in a row of its own, whoever refers to it. */
  shared(name: string, value: unknown): void
  /** Leaves out what a property or field holds, and only it. Its slot is counted. The reason stands in `unseen`. */
  skip(name: string, reason: string): void
}

/** How the objects of a class are sized. It may read the object, and must not change it. */
export type Measurer<T extends object = object> = (value: T, visitor: Visitor) => void

/** A class that declares itself. */
export interface Measurable {
  [measurable](visitor: Visitor): void
}
