const { createTracker, measurable, shallowSizeOf, sizeOf } = require('@carat/core')

/**
 * A cache that never takes more bytes than its budget: what was used longest ago goes first. Its keys are strings.
 *
 * `bytes` is what `sizeOf(cache)` says, and known without a walk over the cache: an entry is counted when it comes in. What
 * entries share is counted once, and goes with the last of them. Who changes a value sets it again.
 */
class ByteCache {
  constructor(budget) {
    this.budget = budget
    // a Map keeps the order in which keys came: the first was used longest ago
    this.entries = new Map()
    this.account = createTracker()
    this.own = 0
    // the cache and an empty Map; from here on the Map's table is all of it that grows
    const empty = sizeOf(this)
    if (!(budget >= empty))
      throw new RangeError(`budget must be at least the ${empty} bytes of an empty cache, got ${budget}`)
    this.own = empty - shallowSizeOf(this.entries)
  }

  get bytes() {
    return this.own + shallowSizeOf(this.entries) + this.account.bytes
  }

  get(key) {
    const value = this.entries.get(key)
    if (value === undefined) return undefined
    this.entries.delete(key)
    this.entries.set(key, value)
    return value
  }

  /** Whether the entry is in the cache now. One that could not fit into an empty cache is refused, and the others stay. */
  set(key, value) {
    this.delete(key)
    // of a value that is far too large, only so much is looked at as the budget has room for
    const atMost = this.budget - this.own
    // a value that refers to its cache does not hold the others
    const exclude = [this, this.entries]
    if (this.account.added(value, { atMost, exclude }) === undefined) return false
    this.account.added(key)
    this.entries.set(key, value)
    for (const oldest of this.entries.keys()) {
      if (this.bytes <= this.budget) break
      this.delete(oldest)
    }
    return this.entries.has(key)
  }

  delete(key) {
    const value = this.entries.get(key)
    if (!this.entries.delete(key)) return false
    this.account.removed(key)
    this.account.removed(value)
    return true
  }

  clear() {
    for (const key of this.entries.keys()) this.delete(key)
  }

  [measurable](visitor) {
    visitor.skip('account', 'counts the cache, and is no part of what it keeps')
  }
}

module.exports = { ByteCache }
