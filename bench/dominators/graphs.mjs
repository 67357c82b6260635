/**
 * The graphs that dominators are found in, as compressed rows: the successors of node n are `to[first[n]]` to
 * `to[first[n + 1] - 1]`, and node 0 is the root. Each is built from its size alone.
 *
 * A graph on which a contender is quadratic is small enough for that one to end.
 */
export const graphs = {
  records: {
    title: 'records',
    what: 'customers with an address, two strings of their own and two that many share',
    size: 1e6,
    build: (size) => records(size),
  },
  list: {
    title: 'list',
    what: 'each node holds the next',
    size: 1e6,
    build: (size) => rows(size, (node) => (node + 1 < size ? [node + 1] : [])),
  },
  map: {
    title: 'wide map',
    what: 'a table that holds all keys and values; each value holds one thing that all of them hold',
    size: 1e6,
    build: (size) =>
      rows(size, (node) => (node === 0 ? [1] : node === 1 ? range(3, size) : node > 2 && node % 2 === 0 ? [2] : [])),
  },
  parents: {
    title: 'tree with parents',
    what: 'a balanced binary tree each node of which holds its parent too',
    size: 1e6,
    build: (size) =>
      rows(size, (node) => [
        ...(node === 0 ? [] : [(node - 1) >> 1]),
        ...[2 * node + 1, 2 * node + 2].filter((child) => child < size),
      ]),
  },
  indexed: {
    title: 'list with an index',
    what: 'a doubly linked list all nodes of which are in a Map too, as in an LRU cache',
    size: 1e6,
    build: (size) =>
      rows(size, (node) => {
        if (node === 0) return [1, 2, size - 1]
        return node === 1 ? range(2, size) : [node - 1, node + 1].filter((other) => other > 1 && other < size)
      }),
  },
  sparse: {
    title: 'sparse random',
    what: 'three edges a node, each to any node',
    size: 2e5,
    build: (size) => random(size, 3),
  },
  dense: {
    title: 'dense random',
    what: 'five hundred edges a node, each to any node',
    size: 2000,
    build: (size) => random(size, 500),
  },
  ends: {
    title: 'list held by both ends',
    what: 'a doubly linked list with its head and its tail',
    size: 4e3,
    build: (size) =>
      rows(size, (node) =>
        node === 0 ? [1, size - 1] : [node - 1, node + 1].filter((other) => other > 0 && other < size),
      ),
  },
  tail: {
    title: 'list and items',
    what: 'a long list whose last node holds all items, which the root holds too',
    size: 2e4,
    build: (size) => {
      const items = range(size / 2, size)
      return rows(size, (node) => [
        ...(node < size / 2 - 1 ? [node + 1] : []),
        ...(node === 0 || node === size / 2 - 1 ? items : []),
      ])
    },
  },
  binomial: {
    title: 'binomial',
    what: 'a list that ends in a tree, from which an edge leads back to each node of the list, such that each path that is compressed for it is as long as it can be: the worst case of path compression',
    size: 2 ** 14,
    build: (size) => binomial(size),
  },
}

function rows(nodes, successors) {
  const first = new Uint32Array(nodes + 1)
  let to = new Uint32Array(4 * nodes)
  let count = 0
  for (let node = 0; node < nodes; node++) {
    for (const successor of successors(node)) {
      if (count === to.length) to = Uint32Array.from({ length: 2 * count }, (_, i) => to[i])
      to[count++] = successor
    }
    first[node + 1] = count
  }
  return { nodes, first, to: to.slice(0, count) }
}

function range(from, end) {
  return Array.from({ length: end - from }, (_, i) => from + i)
}

function records(size) {
  const cities = 50
  const streets = 997
  const customers = Math.floor((size - 1 - cities - streets) / 4)
  const city = (id) => 1 + (id % cities)
  const street = (id) => 1 + cities + (id % streets)
  const start = 1 + cities + streets
  return rows(start + 4 * customers, (node) => {
    if (node === 0) return Array.from({ length: customers }, (_, id) => start + 4 * id)
    if (node < start) return []
    const id = Math.floor((node - start) / 4)
    const field = (node - start) % 4
    if (field === 0) return [node + 1, node + 2, node + 3]
    return field === 1 ? [street(id), city(id)] : []
  })
}

function random(nodes, degree) {
  let state = 1
  const next = () => {
    // xorshift32
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % nodes
  }
  return rows(nodes, () => Array.from({ length: degree }, next))
}

/**
 * M. J. Fischer, Efficiency of Equivalence Algorithms (1972), bounds path compression from below by this: a binomial tree of rank k that gets a new root, and whose longest path is
 * then compressed, is one of rank k again, and a leaf beside it. One half of the nodes are the tree, the others the roots.
 */
function binomial(size) {
  const length = size / 2
  const rank = Math.log2(length)
  const successors = Array.from({ length: size }, (_, node) => (node < length ? [node + 1] : []))
  // children[node][r] is the root of a binomial tree of rank r
  const children = Array.from({ length: size }, () => [])
  let made = length
  const grow = (ofRank) => {
    const node = made++
    for (let r = 0; r < ofRank; r++) {
      const child = grow(r)
      children[node].push(child)
      successors[node].push(child)
    }
    return node
  }
  let root = grow(rank)
  for (let newRoot = length - 1; newRoot > 0; newRoot--) {
    const path = [root]
    for (let child = children[root].pop(); child !== undefined; child = children[child].pop()) path.push(child)
    successors[path.pop()].push(newRoot)
    children[newRoot] = path.reverse()
    root = newRoot
  }
  return rows(size, (node) => successors[node])
}
