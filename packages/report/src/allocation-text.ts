import { formatExactBytes } from '@carat/core'
import { alignedRows } from './aligned-rows.js'
import type { AllocatedLike, AllocationProfileLike, AllocationSiteLike } from './allocation-profile.js'
import { allocatedText, engineText, profileWarnings } from './allocation-summary.js'
import { OptionReader, requireProfile } from './argument.js'
import { grouped, percent, rounded } from './figures.js'
import { functionText, groupText } from './name-text.js'
import { lineText } from './place-text.js'
import { printable } from './printable.js'
import { moreText } from './row-text.js'
import { split } from './split.js'

/** How much of an allocation profile is listed. */
export interface AllocationTextOptions {
  /** Sites at most, a whole number above 0 or `Infinity`: the largest ones. Default 10. */
  readonly rows?: number | undefined
}

/**
 * An allocation profile as a table of its sites, the largest first: what part of all bytes each allocated, these bytes exactly
 * and rounded, in how many pieces, in which function, and by which builtin that this called (`via`), where that begins, and in
 * which groups. The bytes of all rows add up to those of the profile.
 *
 * Above it stand all bytes, those that stay alive, and what they were counted in. What is not listed is one row at the end.
 * Long names are cut, and paths are relative to where the process runs.
 *
 * @throws {TypeError} if `profile` is not what `profile` of `@carat/allocations` returns, or `options` is no object.
 * @throws {RangeError} if an option is unknown, or `rows` no such number.
 */
export function allocationText(profile: AllocationProfileLike, options?: AllocationTextOptions): string {
  requireProfile('allocationText', profile)
  const given = new OptionReader('allocationText', options, { rows: '20' }, 'profile(fn)')
  const { shown, hidden } = split(profile.sites, given.whole('rows', 10, 1))
  const hasGroups = shown.some(({ group }) => group.length > 0)
  const header = ['share', 'bytes', '', 'count', 'function', 'place', ...(hasGroups ? ['group'] : [])]
  const cells = shown.map((site) => [...figures(site, profile), ...allocationSiteWords(site)])
  if (hidden.length > 0) cells.push([...figures(sumOf(hidden), profile), moreText(hidden.length)])
  const table = cells.length === 0 ? [] : ['', ...alignedRows([header, ...cells], 4).map((line) => line.slice(2))]
  return [allocatedText(profile), engineText(profile), ...profileWarnings(profile), ...table].join('\n')
}

function figures({ bytes, count }: Pick<AllocatedLike, 'bytes' | 'count'>, all: AllocatedLike): string[] {
  return [percent(bytes, all.bytes), formatExactBytes(bytes), rounded(bytes), grouped(count)]
}

/** A site in words: function and builtin, place, groups. The last two may be empty. */
export function allocationSiteWords({
  name,
  via,
  place,
  group,
}: Pick<AllocationSiteLike, 'name' | 'via' | 'place' | 'group'>): [caller: string, place: string, groups: string] {
  const caller = printable(functionText(name))
  return [
    via === undefined ? caller : `${caller} via ${printable(functionText(via))}`,
    place === undefined ? '' : lineText(place),
    group.map((name) => printable(groupText(name))).join(' > '),
  ]
}

function sumOf(sites: readonly AllocationSiteLike[]): AllocatedLike {
  let [bytes, count] = [0, 0]
  for (const site of sites) {
    bytes += site.bytes
    count += site.count
  }
  return { bytes, count } as AllocatedLike
}
