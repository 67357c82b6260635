export interface Tracker {
  readonly objects: number
}
export function createTracker(): Tracker {
  return { objects: 0 }
}
