import { arrays } from './arrays.js'
import { binary } from './binary.js'
import { builtins } from './builtins.js'
import { collections } from './collections.js'
import { functions } from './functions.js'
import { objects } from './objects.js'
import { primitives } from './primitives.js'
import type { Series } from './series.js'
import { errors, subclasses } from './subclasses.js'

/** Every series by its name. Runs in Node.js and in a page alike. */
export const allSeries: Record<string, Series> = {
  ...objects,
  ...arrays,
  ...collections,
  ...primitives,
  ...binary,
  ...functions,
  ...subclasses,
  ...errors,
  ...builtins,
}

class CaratSpecimenHolder {
  readonly values: unknown[]
  constructor(values: unknown[]) {
    this.values = values
  }
}

/** Makes every specimen, holds it until the process ends, and tells the names in the order they are held in. */
export function holdSpecimens(): string[] {
  Error.stackTraceLimit = 0
  const names: string[] = []
  const values: unknown[] = []
  for (const [name, { at, make }] of Object.entries(allSeries)) {
    for (const point of at) {
      const value = make(point as never)
      if (value === undefined) continue
      names.push(`${name}|${point}`)
      values.push(value)
    }
  }
  Object.assign(globalThis, { caratSpecimens: new CaratSpecimenHolder(values) })
  return names
}
