import type { AllocationSite, LiveSamples } from './live-samples.js'

/** What one site keeps of each call, over the rounds that were counted. */
export interface GrowingSite extends AllocationSite {
  readonly objectsPerRun: number
  readonly bytesPerRun: number
}

/** A round: what was alive before and after it. */
export interface Round {
  readonly runs: number
  readonly before: LiveSamples
  readonly after: LiveSamples
}

/** Rounds in a row in which something has to grow: the last of those that every function goes through, and all that follow. */
export const ROUNDS_TO_BELIEVE = 4

/** Below one object in two calls, only stores are taken to grow, and then have to by more than code and feedback do. */
export const OBJECTS_PER_RUN = 0.5
/**
 * A store that V8 enlarges by half and 16 slots each time grows by 4 bytes a call at least, over a round as long as all calls
 * before it.
 */
export const STORE_BYTES_PER_RUN = 3

/** Under this name all sites together: a leak may allocate elsewhere each time, or its function be inlined in another. */
const TOGETHER = '\0together'

/**
 * Those of `candidates` that a round saw grow; of all sites if there are none yet.
 *
 * @param atMost Bytes a call that may stay.
 */
export function growingIn(round: Round, atMost: number, candidates: ReadonlySet<string> | undefined): Set<string> {
  const found = new Set<string>()
  let allObjects = 0
  let allBytes = 0
  for (const [key, { objects, bytes }] of growths(round)) {
    allObjects += objects
    allBytes += bytes
    if (candidates?.has(key) !== false && isGrowth(objects, bytes, round.runs, atMost)) found.add(key)
  }
  if (candidates?.has(TOGETHER) !== false && isGrowth(allObjects, allBytes, round.runs, atMost)) found.add(TOGETHER)
  return found
}

/** Whether a round left objects, one in two calls at least, and not only larger stores. */
export function keepsObjects(round: Round): boolean {
  let kept = 0
  for (const { objects } of growths(round).values()) kept += objects
  return kept >= round.runs * OBJECTS_PER_RUN
}

/** Whether one site grew by itself in all rounds, and not one now and another then. */
export function hasSteadySite(candidates: ReadonlySet<string>): boolean {
  return candidates.size > (candidates.has(TOGETHER) ? 1 : 0)
}

/** Whether so much more than before is alive after some calls that it can be a leak. */
export function isGrowth(objects: number, bytes: number, runs: number, atMost: number): boolean {
  if (bytes <= runs * atMost) return false
  return objects >= runs * OBJECTS_PER_RUN || bytes >= runs * STORE_BYTES_PER_RUN
}

interface Growth {
  readonly objects: number
  readonly bytes: number
}

function growths({ before, after }: Round): Map<string, Growth> {
  const found = new Map<string, Growth>()
  for (const [key, { objects, bytes }] of after.sites) {
    const earlier = before.sites.get(key)
    found.set(key, { objects: objects - (earlier?.objects ?? 0), bytes: bytes - (earlier?.bytes ?? 0) })
  }
  // What is gone from a site altogether counts, too: an old store that a new one of another site takes the place of.
  for (const [key, { objects, bytes }] of before.sites) {
    if (!after.sites.has(key)) found.set(key, { objects: -objects, bytes: -bytes })
  }
  return found
}

/** A site with less of the growth than this says nothing of where it comes from. */
const TELLING_SHARE = 0.1

/** What sites keep of each call, the most bytes first; those with a small share of it left out. */
export function growthOf(rounds: readonly Round[]): GrowingSite[] {
  const first = rounds[0]
  const last = rounds.at(-1)
  if (first === undefined || last === undefined) return []
  const runs = rounds.reduce((sum, round) => sum + round.runs, 0)
  const sites: GrowingSite[] = []
  for (const [key, growth] of growths({ runs, before: first.before, after: last.after })) {
    const site = last.after.sites.get(key)
    if (site === undefined || growth.bytes <= 0) continue
    const { functionName, url, line, column } = site
    const perRun = { objectsPerRun: Math.max(0, growth.objects) / runs, bytesPerRun: growth.bytes / runs }
    sites.push({ functionName, url, line, column, ...perRun })
  }
  const most = Math.max(...sites.map((site) => site.bytesPerRun))
  return sites
    .filter((site) => site.bytesPerRun >= most * TELLING_SHARE)
    .sort((a, b) => b.bytesPerRun - a.bytesPerRun || compare(a.url, b.url) || a.line - b.line || a.column - b.column)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
