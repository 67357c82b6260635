import type { Measurement } from './measurement.js'
import type { SizeOptions } from './options.js'
import * as js from './walk/intrinsics.js'

/** All measurements of this realm. */
const measurements: WeakSet<object> = shared('carat.measurements', () => new WeakSet(), js.weakSetHas)

/** What they are of, where that is known. */
const kept: WeakMap<object, MeasuredValue> = shared('carat.measured', () => new WeakMap(), js.weakMapHas)

/**
 * What this realm has under a registered symbol, made if it is not there: one for the ES module and the CommonJS form, which
 * may both be loaded.
 */
function shared<T extends object>(name: string, make: () => T, has: (self: unknown, key: unknown) => boolean): T {
  const key = Symbol.for(name)
  const there: unknown = js.getOwnPropertyDescriptor(globalThis, key)?.value
  try {
    // throws for all but one of its kind, of whatever realm
    has(there, undefined)
    return there as T
  } catch {
    const own = make()
    // A global object that takes no property leaves each form with its own.
    Reflect.defineProperty(globalThis, key, { value: own })
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

/**
 * Remembers of what a measurement is, as long as somebody has the measurement. No WeakRef: until the job ends, V8 would keep
 * alive all values that were measured in it.
 */
export function rememberValue(measurement: Measurement, value: unknown, options: SizeOptions | undefined): void {
  js.weakMapSet(kept, measurement, { value, options })
}

/** What `measure` was given for a measurement; `undefined` if the measurement came otherwise. */
export function measuredValue(measurement: Measurement): MeasuredValue | undefined {
  return js.weakMapGet(kept, measurement)
}
