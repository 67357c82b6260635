export type {
  Agreement,
  Allocated,
  AllocationLine,
  AllocationNode,
  AllocationProfile,
  AllocationSite,
  GroupTotal,
  Phase,
  Tier,
} from './allocation-profile.js'
export type { Condition } from './conditions.js'
export { type GroupEvent, type GroupHooks, group, mark, onGroup } from './group.js'
export { type Peak, type PeakPoint, peakOf } from './peak-of.js'
export {
  type AllocatedPerCall,
  type PerCall,
  type PerCallOptions,
  type PerCallSite,
  perCallOf,
} from './per-call.js'
export { profile } from './profile.js'
export type { ProfileOptions } from './profile-options.js'
export { type RunsWithinOptions, runsWithin, type WithinLimit } from './runs-within.js'
export type { CodePlace } from './source-maps.js'
