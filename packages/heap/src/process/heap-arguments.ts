import type { SizeOptions } from '@carat/core'

const KNOWN: readonly PropertyKey[] = ['exclude', 'include']

/**
 * The options of a call, checked; the objects in them are the core's to check.
 *
 * @param call The call as far as the options, for the errors.
 * @throws {TypeError} if they are no object.
 * @throws {RangeError} if one of them is unknown.
 */
export function checkHeapOptions(call: string, options: unknown): SizeOptions {
  if (options === undefined) return {}
  const rightCall = `${call}, { exclude: [logger] })`
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`options must be an object, got ${kindOf(options)}; for example ${rightCall}`)
  }
  for (const key of Reflect.ownKeys(options)) {
    if (KNOWN.includes(key)) continue
    throw new RangeError(
      `unknown option ${JSON.stringify(String(key))}; the options are ${KNOWN.join(', ')}; for example ${rightCall}`,
    )
  }
  const { exclude, include } = options as SizeOptions
  return { exclude, include }
}

/**
 * The values of an object, without running a getter.
 *
 * @throws {TypeError} if it is none, or has an accessor.
 */
export function readValues(name: string, values: unknown): { names: string[]; list: unknown[] } {
  if (typeof values !== 'object' || values === null) {
    throw new TypeError(
      `values must be an object of values by name, got ${kindOf(values)}; for example ${name}({ users, sessions })`,
    )
  }
  const names = Object.keys(values)
  const list = names.map((key) => {
    const descriptor = Object.getOwnPropertyDescriptor(values, key)
    if (descriptor !== undefined && 'value' in descriptor) return descriptor.value as unknown
    throw new TypeError(
      `values must hold values, but ${JSON.stringify(key)} is an accessor, which ${name} does not run; for example ${name}({ users: app.users })`,
    )
  })
  return { names, list }
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value
}
