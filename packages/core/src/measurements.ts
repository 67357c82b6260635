import type { Measurement } from './measurement.js'
import type { SizeOptions } from './options.js'
import * as js from './walk/intrinsics.js'

const KEY = Symbol.for('carat.measurements')

/** All measurements of this realm. One set for the ES module and the CommonJS form, which may both be loaded. */
const measurements: WeakSet<object> = sharedSet()

function sharedSet(): WeakSet<object> {
  const there: unknown = js.getOwnPropertyDescriptor(globalThis, KEY)?.value
  try {
    // throws for all but a WeakSet, of whatever realm
    js.weakSetHas(there, undefined)
    return there as WeakSet<object>
  } catch {
    const own = new WeakSet()
    // A global object that takes no property leaves each form with its own set.
    Reflect.defineProperty(globalThis, KEY, { value: own })
    return own
  }
}

/** Lets `isMeasurement` know it. */
export function remember<M extends Measurement>(measurement: M): M {
  js.weakSetAdd(measurements, measurement)
  return measurement
}

/** Whether `measure` made it. Reads nothing of the value, which may be anything: a proxy's traps don't run. */
export function isMeasurement(value: unknown): value is Measurement {
  return js.weakSetHas(measurements, value)
}

/** What was measured. */
export interface MeasuredValue {
  readonly value: unknown
  readonly options: SizeOptions | undefined
}

interface Kept {
  /** Weak, so that a measurement that is kept keeps nothing else. */
  readonly ref: object | undefined
  readonly value: unknown
  readonly options: SizeOptions | undefined
}

const kept = new WeakMap<object, Kept>()

/** Remembers of what a measurement is, without holding on to it. */
export function rememberValue(measurement: Measurement, value: unknown, options: SizeOptions | undefined): void {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
  if (isObject && js.weakRef === undefined) return
  const ref = isObject ? js.weakRef?.(value) : undefined
  js.weakMapSet(kept, measurement, { ref, value: isObject ? undefined : value, options })
}

/** What `measure` was given for a measurement; `undefined` if it was collected, or the measurement came otherwise. */
export function measuredValue(measurement: Measurement): MeasuredValue | undefined {
  const found = js.weakMapGet(kept, measurement)
  if (found === undefined) return undefined
  const { ref, options } = found
  if (ref === undefined) return { value: found.value, options }
  const value = js.weakRefDeref?.(ref)
  return value === undefined ? undefined : { value, options }
}
