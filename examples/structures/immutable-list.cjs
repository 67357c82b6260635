// Two versions of a list: the second shares with the first all that did not change.
const { List, Range } = require('immutable')

module.exports = function immutableList() {
  const before = List(Range(0, 1000))
  return { before, after: before.set(500, -1).push(0.5) }
}
