/**
 * The four graphs that the walks are timed on. Each is built from `count` alone, so that every process weighs the same.
 *
 * `objects` is what a walk must find; `speed.mjs` stops where a walk finds another number.
 */
const TREE_DEPTH = 1000
const RECORDS_A_MAP = 9

export const shapes = {
  records: {
    title: 'records',
    what: 'an array of customers, each with an address: strings, integers, fractions, booleans, as `JSON.parse` makes them',
    build: (count) => flat(Array.from({ length: count / 2 }, (_, id) => customer(id))),
    objects: (count) => count + 1,
  },
  tree: {
    title: 'deep tree',
    what: `nodes with two children and an integer, ${TREE_DEPTH.toLocaleString('en')} levels deep at every size`,
    build: (count) => spine(count),
    objects: (count) => count,
  },
  maps: {
    title: 'Maps of Maps',
    what: `a Map from names to Maps, each from ${RECORDS_A_MAP} integers to records`,
    build: (count) =>
      new Map(Array.from({ length: count / (RECORDS_A_MAP + 1) }, (_, id) => [`group ${id}`, group(id)])),
    objects: (count) => count + 1,
  },
  strings: {
    title: 'many strings',
    what: 'an array of strings of 20 to 30 characters, one in ten equal to an earlier one, one in ten beyond Latin-1',
    build: (count) => flat(Array.from({ length: count }, (_, id) => line(id))),
    objects: () => 1,
  },
}

export const sizes = [1e4, 1e5, 1e6]

// Joined strings are ropes until they are read. A round trip leaves flat ones, which is what data from outside is made of.
function flat(value) {
  return JSON.parse(JSON.stringify(value))
}

function customer(id) {
  return {
    id,
    name: `Customer number ${id}`,
    balance: id + 0.5,
    active: id % 3 === 0,
    address: { street: `${id % 997} Long Street`, city: `City ${id % 50}`, zip: 10_000 + (id % 90_000) },
  }
}

function group(id) {
  return new Map(Array.from({ length: RECORDS_A_MAP }, (_, rank) => [rank, { id, rank, done: rank % 2 === 0 }]))
}

function line(id) {
  const number = id % 10 === 9 ? id - 1 : id
  return id % 10 === 5 ? `зачем вам строка ${number}?` : `what is on the line ${number}`
}

/** A spine of TREE_DEPTH nodes, the rest of the nodes hung on it in balanced subtrees of equal size. */
function spine(count) {
  const perLevel = Math.floor(count / TREE_DEPTH) - 1
  let rest = count - TREE_DEPTH * (perLevel + 1)
  let root = null
  for (let level = TREE_DEPTH; level > 0; level--) {
    root = { key: level, left: root, right: balanced(perLevel + (rest-- > 0 ? 1 : 0)) }
  }
  return root
}

function balanced(count) {
  if (count === 0) return null
  const left = (count - 1) >> 1
  return { key: count, left: balanced(left), right: balanced(count - 1 - left) }
}
