export type {
  Agreement,
  Allocated,
  AllocationNode,
  AllocationProfile,
  AllocationSite,
  GroupTotal,
  Phase,
  Tier,
} from './allocation-profile.js'
export { type GroupEvent, type GroupHooks, group, mark, onGroup } from './group.js'
export { profile } from './profile.js'
export type { ProfileOptions } from './profile-options.js'
export type { CodePlace } from './source-maps.js'
