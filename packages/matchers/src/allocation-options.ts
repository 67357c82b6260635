import type { PerCallOptions } from '@carat/allocations'
import { misuse, show } from './misuse.js'
import { PROFILE_FORMATS, profileFormat } from './saved-profile.js'

/** How a matcher runs the function, and what becomes of its profile. */
export interface AllocationMatcherOptions extends Omit<PerCallOptions, 'lines'> {
  /**
   * Where a failure saves the profile: a file whose ending says its format (`.heapprofile`, `.speedscope.json`, `.folded`,
   * `.dhat.json`), or `false` for nowhere. Unless given, `.carat/allocations/` and the name of the test.
   */
  readonly profile?: string | false
}

export interface AllocationSettings {
  readonly perCall: PerCallOptions
  readonly profile: string | false | undefined
}

const KNOWN: readonly PropertyKey[] = [
  'tier',
  'warmUp',
  'repeats',
  'calls',
  'profile',
] satisfies (keyof AllocationMatcherOptions)[]

/**
 * The options of a matcher on allocations. Numbers and tiers are checked where they are used.
 *
 * @param argument A right first argument, for the errors; empty where there is none.
 * @throws {TypeError} if they are no object, one is unknown, or one is of the wrong kind or at the wrong place.
 */
export function checkAllocationOptions(
  matcher: string,
  argument: string,
  options: unknown,
  { isPerCall }: { readonly isPerCall: boolean },
): AllocationSettings {
  if (options === undefined) return { perCall: {}, profile: undefined }
  const rightCall = `${matcher}(${argument === '' ? '' : `${argument}, `}{ tier: 'interpreter', warmUp: 8 })`
  if (typeof options !== 'object' || options === null) {
    throw misuse(TypeError, matcher, `options must be an object, got ${show(options)}`, rightCall)
  }
  for (const key of Reflect.ownKeys(options)) {
    if (KNOWN.includes(key)) continue
    const problem = `unknown option ${show(String(key))}; the options are ${KNOWN.join(', ')}`
    throw misuse(TypeError, matcher, problem, rightCall)
  }
  const { profile, ...perCall } = options as AllocationMatcherOptions
  if (perCall.calls !== undefined && !isPerCall) {
    const problem = 'options.calls goes with what is expected per call'
    throw misuse(TypeError, matcher, problem, `${matcher}({ perCall: 48 }, { calls: 100 })`)
  }
  if (profile !== undefined && profile !== false && (typeof profile !== 'string' || !profileFormat(profile))) {
    const problem = `options.profile must be false or a file that ends in ${PROFILE_FORMATS.join(', ')}, got ${show(profile)}`
    throw misuse(TypeError, matcher, problem, `${matcher}(${argument}, { profile: 'parse.heapprofile' })`)
  }
  return { perCall, profile }
}
