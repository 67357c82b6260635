import { registerRoot } from '@carat/core'

const KEPT = 128

/** How long the latest requests of a route took: a ring, so that it never grows. */
class Ring {
  milliseconds = new Float64Array(KEPT)
  next = 0
}

export const metrics = new Map()

export function record(route, milliseconds) {
  let ring = metrics.get(route)
  if (ring === undefined) {
    ring = new Ring()
    metrics.set(route, ring)
  }
  ring.milliseconds[ring.next] = milliseconds
  ring.next = (ring.next + 1) % KEPT
}

registerRoot('metrics', () => metrics)
