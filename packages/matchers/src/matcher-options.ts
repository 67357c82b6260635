import { type SizeOptions, sizeOf } from '@carat/core'
import { misuse, show } from './misuse.js'

/**
 * How a matcher sizes a value.
 *
 * A tracker is left out: it changes with each call, and a runner may call a matcher several times for one assertion.
 * Write `expect(sizeOf(value, { tracker })).toBe(72)` instead.
 */
export type MatcherOptions = Omit<SizeOptions, 'tracker'>

const KNOWN: readonly PropertyKey[] = ['layout', 'exclude', 'include'] satisfies (keyof MatcherOptions)[]

/**
 * The options of a matcher call, fit to be read several times.
 *
 * @param argument A right first argument, for the errors; empty where the options come first.
 * @param more The options that this matcher has besides, which it checks itself.
 * @throws {TypeError | RangeError} if they are no object, or one of them is unknown or of the wrong kind.
 */
export function checkOptions(
  matcher: string,
  argument: string,
  options: unknown,
  more: readonly PropertyKey[] = [],
): MatcherOptions {
  if (options === undefined) return {}
  const rightCall = `${matcher}(${argument === '' ? '' : `${argument}, `}{ layout: 'host' })`
  const known = [...KNOWN, ...more]
  if (typeof options !== 'object' || options === null) {
    throw misuse(TypeError, matcher, `options must be an object, got ${show(options)}`, rightCall)
  }
  for (const key of Reflect.ownKeys(options)) {
    if (key === 'tracker') {
      const problem = 'options.tracker changes with each call, so a matcher takes none'
      throw misuse(TypeError, matcher, problem, 'expect(sizeOf(value, { tracker })).toBe(72)')
    }
    if (!known.includes(key)) {
      const problem = `unknown option ${show(String(key))}; the options are ${known.join(', ')}`
      throw misuse(TypeError, matcher, problem, rightCall)
    }
  }
  const { layout, exclude, include } = options as MatcherOptions
  const checked = { layout, exclude: reusable(exclude), include: reusable(include) }
  try {
    sizeOf(undefined, checked)
  } catch (error) {
    throw misuse(error instanceof RangeError ? RangeError : TypeError, matcher, (error as Error).message, rightCall)
  }
  return checked
}

// A matcher walks twice where it fails, and a generator can be read once. What is no list is the core's to refuse.
function reusable(objects: Iterable<object> | undefined): Iterable<object> | undefined {
  return typeof objects === 'object' && objects !== null && Symbol.iterator in objects ? [...objects] : objects
}
