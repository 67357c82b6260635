import { layoutOf } from '../layout/layouts.js'
import type { SizeOptions } from '../options.js'
import { getOwnPropertyNames, hasOwn } from './intrinsics.js'
import { seenOf } from './seen.js'
import type { WalkSettings } from './walk.js'

const KNOWN_OPTIONS: readonly (keyof SizeOptions)[] = ['layout', 'tracker', 'exclude', 'include']
const NO_OPTIONS: SizeOptions = Object.freeze(Object.create(null))

/**
 * What a caller's options mean, checked.
 *
 * @throws {TypeError} if the options are no object, or one of them is of the wrong kind.
 * @throws {RangeError} if an option or the layout is unknown.
 */
export function settingsOf(options: SizeOptions = NO_OPTIONS): WalkSettings {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`options must be an object such as { layout: 'host' }, got ${String(options)}`)
  }
  if (options !== NO_OPTIONS) {
    const names = getOwnPropertyNames(options)
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      if (!isKnown(name)) {
        throw new RangeError(`unknown option ${JSON.stringify(name)}; the options are ${KNOWN_OPTIONS.join(', ')}`)
      }
    }
  }
  return {
    layout: layoutOf(ownOption(options, 'layout')),
    seen: seenOf(ownOption(options, 'tracker')),
    isTracked: ownOption(options, 'tracker') !== undefined,
    exclude: setOf(options, 'exclude'),
    include: setOf(options, 'include'),
  }
}

/** An option that the caller gave, and not one that `Object.prototype` was given by somebody. */
export function ownOption<O extends object, K extends keyof O>(options: O | undefined, name: K): O[K] | undefined {
  return options !== undefined && hasOwn(options, name) ? options[name] : undefined
}

function isKnown(name: string): boolean {
  for (let i = 0; i < KNOWN_OPTIONS.length; i++) if (KNOWN_OPTIONS[i] === name) return true
  return false
}

function setOf(options: SizeOptions, name: 'exclude' | 'include'): ReadonlySet<unknown> | undefined {
  const given = ownOption(options, name)
  if (given === undefined) return undefined
  if (typeof given !== 'object' || given === null || typeof given[Symbol.iterator] !== 'function') {
    throw new TypeError(
      `options.${name} must be an array or a Set of objects, got ${typeof given}; write { ${name}: [object] }`,
    )
  }
  return new Set<unknown>(given)
}
