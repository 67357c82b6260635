import { numberDictionarySize } from '../size/dictionary.js'
import { taggedElementsSize } from '../size/elements.js'
import * as js from './intrinsics.js'
import { afterIndices, without } from './own-properties.js'
import { isIndex, type PrototypeFacts } from './prototypes.js'
import type { Walk } from './walk.js'

/**
 * Asking an array for its named properties makes a string of each index. Longer ones are asked for symbols alone, unless
 * a class of its own may have given it fields.
 */
export const LONGEST_ASKED_FOR_NAMES = 1000

// A long run of holes is skipped by asking which indices there are.
const HOLES_BEFORE_ASKING = 1024

const NO_NAMES: readonly string[] = []

// How many elements are counted before a limit is looked at again.
const CHUNK = 1024

// Elements are met in batches: the processor then waits for several look-ups in the set of seen objects at once.
const BATCH_MASK = 32 - 1

/** Looks into an array: its own properties at once, its elements by and by. */
export function lookIntoArray(
  walk: Walk,
  arrays: ArraysInProgress,
  value: readonly unknown[],
  facts: PrototypeFacts,
): void {
  walk.countObject()
  const own = walk.layout.array
  walk.charge(own + namedBytes(walk, value, facts, own))
  if (value.length > 0) arrays.open(value, facts.hasPlainIndices)
  else walk.sizes.arrayElements(value, 0, 0, 0)
}

function namedBytes(walk: Walk, value: readonly unknown[], facts: PrototypeFacts, own: number): number {
  const symbols = js.getOwnPropertySymbols(value)
  const mayHaveFields = !facts.isBuiltin
  const { isThorough } = walk.sizes
  const isAsked = mayHaveFields || isThorough || value.length <= LONGEST_ASKED_FOR_NAMES
  // frozen ones may be a template's, whose `raw` is hidden
  const hasNames = isAsked && (mayHaveFields || isThorough || hasEnumerableNames(value) || !js.isExtensible(value))
  if (!hasNames && symbols.length === 0 && facts.declaration === undefined) return 0
  const names = hasNames ? without(afterIndices(js.getOwnPropertyNames(value)), 'length') : NO_NAMES
  return walk.properties.behindOf(walk, value, facts, own, names, symbols)
}

/** Names come behind the indices. */
function hasEnumerableNames(value: readonly unknown[]): boolean {
  const keys = js.keys(value)
  return keys.length > 0 && !isIndex(keys[keys.length - 1] as string)
}

/** The arrays whose elements the walk has begun with, the innermost last. */
export class ArraysInProgress {
  depth = 0
  private readonly arrays: ArrayInProgress[] = js.list()

  open(value: readonly unknown[], hasPlainIndices: boolean): void {
    let array = this.arrays[this.depth]
    if (array === undefined) this.arrays[this.depth] = array = new ArrayInProgress()
    this.depth++
    array.open(value, hasPlainIndices)
  }

  /** Goes on with the innermost array, until a batch of it was met or to its end. */
  continue(walk: Walk): void {
    const array = this.arrays[this.depth - 1] as ArrayInProgress
    walk.resume(array.value)
    if (!array.readOn(walk)) return
    this.depth--
    array.close(walk)
  }
}

const NO_ELEMENTS: readonly unknown[] = []

class ArrayInProgress {
  value: readonly unknown[] = NO_ELEMENTS
  private hasPlainIndices = true
  private next = 0
  private present = 0
  private holes = 0
  private charged = 0
  private numbers = 0
  private boxes = 0
  private wideIndices = 0
  private allNumbers = true
  private isConstant = true
  private hasAccessor = false

  open(value: readonly unknown[], hasPlainIndices: boolean): void {
    this.value = value
    this.hasPlainIndices = hasPlainIndices
    this.next = 0
    this.present = 0
    this.holes = 0
    this.charged = 0
    this.numbers = 0
    this.boxes = 0
    this.wideIndices = 0
    this.allNumbers = true
    this.isConstant = true
    this.hasAccessor = false
  }

  /** Reads elements until some have to be looked into. Whether the array is at its end. */
  readOn(walk: Walk): boolean {
    const { value, hasPlainIndices } = this
    const { length } = value
    while (this.next < length) {
      if (this.holes > HOLES_BEFORE_ASKING && this.holes > this.present) {
        this.readSparseRest(walk)
        return true
      }
      const index = this.next++
      // A getter among the elements must not run; a hole must not be looked up in a prototype that has one.
      const isPlain = hasPlainIndices && js.lookupGetter(value, index) === undefined
      const element: unknown = isPlain ? value[index] : undefined
      if (element === undefined) this.readByDescriptor(walk, index)
      else this.readElement(walk, element, index)
      if (this.present - this.charged === CHUNK) {
        this.charged += CHUNK
        walk.charge(CHUNK * walk.layout.slot)
        return false // to where the limit is looked at
      }
      if ((this.next & BATCH_MASK) === 0 && !walk.isIdle) return false
    }
    return true
  }

  close(walk: Walk): void {
    const { value, present, boxes } = this
    const { layout } = walk
    const { length } = value
    let size: number
    let isUnboxed = false
    // frozen, sealed and non-extensible arrays hold their numbers boxed
    const areDoubles = boxes > 0 && this.allNumbers && !this.hasAccessor && js.isExtensible(value)
    if (this.hasAccessor || (this.holes > 0 && walk.sizes.isSparse(present, length, areDoubles))) {
      // V8 has an empty dictionary ready
      size = present === 0 ? 0 : numberDictionarySize(present, layout)
      walk.form('sparse elements', present)
    } else if (areDoubles) {
      size = walk.sizes.doubleElements(present, length, this.holes > 0)
      isUnboxed = true
      walk.form('doubles', length)
    } else {
      size = taggedElementsSize(length, layout)
      if (this.isConstant) size = walk.constantElements(value, size)
      walk.form('elements', length)
    }
    if (!isUnboxed && boxes > 0) walk.boxedElements(value, boxes)
    walk.sizes.arrayElements(value, size, present, this.numbers)
    // a length beyond the small integers is boxed itself, and so is a dictionary's key
    const boxedIndices = this.wideIndices + (walk.isSmallIndex(length) ? 0 : 1)
    walk.charge(size + boxedIndices * layout.heapNumber - this.charged * layout.slot)
    this.value = NO_ELEMENTS
  }

  private readElement(walk: Walk, element: unknown, index: number): void {
    this.present++
    if (typeof element === 'number') {
      this.numbers++
      if (!walk.isSmall(element)) this.boxes++
      return
    }
    this.allNumbers = false
    if (typeof element !== 'string' && typeof element !== 'boolean' && element != null) this.isConstant = false
    walk.reach(element, 'element', index)
  }

  /** A hole, an accessor, or `undefined`: what reading the index does not tell. */
  private readByDescriptor(walk: Walk, index: number): void {
    const descriptor = js.getOwnPropertyDescriptor(this.value, index)
    if (descriptor === undefined) {
      this.holes++
    } else if (walk.properties.isAccessor(descriptor)) {
      this.present++
      this.hasAccessor = true
      walk.properties.readAccessor(walk, descriptor, index)
    } else {
      this.readElement(walk, descriptor.value, index)
    }
  }

  private readSparseRest(walk: Walk): void {
    const names = js.getOwnPropertyNames(this.value)
    const from = this.next
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      if (!isIndex(name)) break
      if (+name < from) continue
      if (!walk.isSmallIndex(+name)) this.wideIndices++
      this.readByDescriptor(walk, +name)
    }
    this.next = this.value.length
    this.holes = this.value.length - this.present
  }
}
