import { group } from '@carat/allocations'

class Gem {
  constructor(at) {
    this.name = `gem ${at}`
    this.carats = [at, 2.5]
  }
}

function read() {
  const gems = []
  for (let at = 0; at < 50; at++) gems.push(new Gem(at))
  return gems
}

/** What is profiled: two steps, each a group of its own. */
export function load() {
  const gems = group('read', read)
  return group('name', () => gems.map(({ name }) => ({ name })))
}
