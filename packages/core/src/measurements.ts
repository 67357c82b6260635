import type { Measurement } from './measurement.js'
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
