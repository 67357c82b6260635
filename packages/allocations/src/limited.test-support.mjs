/** Modules' work that does, and does not, fit under a limit of the heap. */

export async function streams(parts) {
  let items = 0
  for (let i = 0; i < parts; i++) items += part().length
  return items
}

export async function buffers(parts) {
  const all = []
  for (let i = 0; i < parts; i++) all.push(part())
  return all.length
}

/** An array that V8 makes at once, past the limit. */
export function asksForMuch() {
  return new Array(30_000_000).fill(0).length
}

/** A table that V8 can't make, which ends the process. */
export function asksForTooMuch() {
  return new Array(50_000_000).fill(0).length
}

export function throws() {
  throw new RangeError('own')
}

export function leaves() {
  process.exit(3)
}

function part() {
  return Array.from({ length: 1000 }, (_, item) => ({ item }))
}
