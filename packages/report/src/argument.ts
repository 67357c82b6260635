import type { Measurement } from '@carat/core'
import type { AllocationProfileLike } from './allocation-profile.js'

/**
 * Refuses what is no measurement, most likely the value itself.
 *
 * @throws {TypeError} if `argument` is not a measurement.
 */
export function requireMeasurement(format: string, argument: Measurement): void {
  if (isMeasurement(argument)) return
  throw new TypeError(
    `${format} takes what measure gives, got ${described(argument)} instead; write ${format}(measure(value))`,
  )
}

/**
 * Refuses what is no allocation profile, most likely the function itself.
 *
 * @throws {TypeError} if `argument` is not an allocation profile.
 */
export function requireProfile(format: string, argument: AllocationProfileLike): void {
  if (isProfile(argument)) return
  throw new TypeError(
    `${format} takes what profile gives, got ${described(argument)} instead; write ${format}(profile(fn)), or ${format}(await profile(fn)) where fn is async`,
  )
}

/**
 * Refuses what is neither of the two that have stacks.
 *
 * @throws {TypeError} if `argument` is neither a measurement nor an allocation profile.
 */
export function requireStacks(format: string, argument: Measurement | AllocationProfileLike): void {
  if (isMeasurement(argument) || isProfile(argument)) return
  throw new TypeError(
    `${format} takes what measure or profile gives, got ${described(argument)} instead; write ${format}(measure(value)) or ${format}(profile(fn))`,
  )
}

function isMeasurement(argument: unknown): boolean {
  const { bytes, root, types, unseen, warnings = [] }: Partial<Measurement> = Object(argument)
  const hasRows = typeof root === 'object' && Array.isArray(root?.parts)
  // An older core gives no warnings.
  const hasLists = Array.isArray(types) && Array.isArray(unseen) && Array.isArray(warnings)
  return typeof bytes === 'number' && hasRows && hasLists
}

function isProfile(argument: unknown): boolean {
  const { name, bytes, live, tree, sites, agreement, conditions }: Partial<AllocationProfileLike> = Object(argument)
  const hasNumbers =
    typeof bytes === 'number' && typeof live?.bytes === 'number' && typeof agreement?.equal === 'boolean'
  const hasTree = typeof tree?.total === 'object' && Array.isArray(tree.children)
  return typeof name === 'string' && hasNumbers && hasTree && Array.isArray(sites) && Array.isArray(conditions)
}

/** The options of one format, as they came from the caller. */
export class OptionReader {
  private readonly options: Readonly<Record<string, unknown>>
  private readonly example: string

  /**
   * @param known The options, each with an example of how it is written.
   * @param subject What the format is given in an example.
   * @throws {TypeError} if `options` is neither an object nor `undefined`.
   * @throws {RangeError} if it has an option that is not `known`.
   */
  constructor(
    private readonly format: string,
    options: object | undefined,
    known: Readonly<Record<string, string>>,
    subject = 'measure(value)',
  ) {
    const examples = Object.entries(known).map(([name, example]) => `${name}: ${example}`)
    this.example = `for example ${format}(${subject}, { ${examples.join(', ')} })`
    if (options !== undefined && (typeof options !== 'object' || options === null)) {
      throw new TypeError(`${format}: options must be an object, got ${described(options)}; ${this.example}`)
    }
    for (const name of Reflect.ownKeys(options ?? {})) {
      if (typeof name === 'string' && Object.hasOwn(known, name)) continue
      const names = Object.keys(known).join(', ')
      throw new RangeError(`${format}: unknown option ${String(name)}; the options are ${names}; ${this.example}`)
    }
    this.options = { ...options }
  }

  /** @throws {RangeError} if the option is given and no whole number from `least` on, nor `Infinity`. */
  whole(name: string, standard: number, least: number): number {
    const value = this.options[name] ?? standard
    if (value === Number.POSITIVE_INFINITY || (Number.isSafeInteger(value) && (value as number) >= least)) {
      return value as number
    }
    throw new RangeError(this.refusal(name, `a whole number from ${least} on`, value))
  }

  /** @throws {RangeError} if the option is given and no whole number from `least` to `most`. */
  wholeWithin(name: string, standard: number, least: number, most: number): number {
    const value = this.options[name] ?? standard
    if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most) return value as number
    throw new RangeError(this.refusal(name, `a whole number from ${least} to ${most}`, value))
  }

  /** @throws {TypeError} if the option is given and no text. */
  text(name: string, standard: string): string {
    const value = this.options[name] ?? standard
    if (typeof value === 'string') return value
    throw new TypeError(this.refusal(name, 'a text', value))
  }

  /** @throws {RangeError} if the option is given and none of `choices`. */
  oneOf<Choice extends string>(name: string, standard: Choice, choices: readonly Choice[]): Choice {
    const value = this.options[name] ?? standard
    const choice = choices.find((choice) => choice === value)
    if (choice !== undefined) return choice
    throw new RangeError(this.refusal(name, choices.map((choice) => `'${choice}'`).join(' or '), value))
  }

  private refusal(name: string, wanted: string, value: unknown): string {
    return `${this.format}: ${name} must be ${wanted}, got ${described(value)}; ${this.example}`
  }
}

/** A value in an error text. */
export function described(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value)
  if (typeof value === 'number' || typeof value === 'boolean' || value === undefined) return String(value)
  return `a ${typeof value}`
}
