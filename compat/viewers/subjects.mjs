import { profiled } from './allocations.mjs'
import { measured } from './values.mjs'

/** All that has stacks to draw. */
export const subjects = [
  ...measured.map(({ name, measurement }) => ({ name, subject: measurement })),
  ...profiled
    .filter(({ allocations }) => allocations.bytes > 0)
    .map(({ name, allocations }) => ({ name: `allocations of ${name}`, subject: allocations })),
]
