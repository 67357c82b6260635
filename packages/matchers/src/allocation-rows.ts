import type { AllocationSite, PerCallSite } from '@carat/allocations'

/**
 * Who allocates, largest first: each site as its lines, where these are known and are of the same bytes.
 *
 * @param lined The sites of one more run, in which lines were looked for.
 */
export function allocationRows(
  sites: readonly PerCallSite[],
  lined: readonly AllocationSite[],
): readonly PerCallSite[] {
  const known = new Map(lined.map((site) => [keyOf(site), site]))
  return sites
    .flatMap((site): readonly PerCallSite[] => {
      const { lines, bytes, count } = known.get(keyOf(site)) ?? {}
      // a run may not do what one further call does
      if (lines === undefined || bytes !== site.bytes || count !== site.count) return [site]
      return lines.map((line) => ({ ...site, ...line }))
    })
    .sort((a, b) => b.bytes - a.bytes)
}

function keyOf({ name, place, via, group }: PerCallSite): string {
  return JSON.stringify([name, place, via, group])
}
