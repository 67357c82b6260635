// K. D. Cooper, T. J. Harvey, K. Kennedy: A Simple, Fast Dominance Algorithm. Rice University, 2001. Passes over all nodes
// until nothing changes. The names are the paper's; nodes are their places in postorder, so the root is the last.
const NONE = 0xffffffff

/** @returns {Uint32Array} the immediate dominator of each node */
export function cooperHarveyKennedy({ nodes, first, to }) {
  const number = new Uint32Array(nodes) // place + 1; NONE while its successors are visited
  const vertex = new Uint32Array(nodes)
  const predFirst = new Uint32Array(nodes + 1) // before that, the edge that a node goes on with
  const doms = new Uint32Array(nodes) // before that, the stack
  let depth = 1
  let count = 0
  number[0] = NONE
  predFirst[0] = first[0]
  while (depth > 0) {
    const node = doms[depth - 1]
    const end = first[node + 1]
    let edge = predFirst[node]
    while (edge < end && number[to[edge]] !== 0) edge++
    if (edge === end) {
      vertex[count++] = node
      number[node] = count
      depth--
    } else {
      const child = to[edge]
      predFirst[node] = edge + 1
      predFirst[child] = first[child]
      number[child] = NONE
      doms[depth++] = child
    }
  }

  predFirst.fill(0)
  let edges = 0
  for (let v = 0; v < count; v++) {
    const node = vertex[v]
    for (let edge = first[node]; edge < first[node + 1]; edge++) predFirst[number[to[edge]]]++
    edges += first[node + 1] - first[node]
  }
  for (let v = 0; v < count; v++) predFirst[v + 1] += predFirst[v]
  const pred = new Uint32Array(edges)
  // Filled from the end of each row to its start, which moves every `predFirst` one place down.
  for (let v = 0; v < count; v++) {
    const node = vertex[v]
    for (let edge = first[node]; edge < first[node + 1]; edge++) pred[--predFirst[number[to[edge]]]] = v
  }
  for (let v = 0; v < count; v++) predFirst[v] = predFirst[v + 1]
  predFirst[count] = edges

  const root = count - 1
  doms.fill(NONE)
  doms[root] = root
  for (let changed = true; changed; ) {
    changed = false
    for (let b = root - 1; b >= 0; b--) {
      let newIdom = NONE
      for (let i = predFirst[b]; i < predFirst[b + 1]; i++) {
        const p = pred[i]
        if (doms[p] === NONE) continue
        newIdom = newIdom === NONE ? p : intersect(p, newIdom, doms)
      }
      if (doms[b] !== newIdom) {
        doms[b] = newIdom
        changed = true
      }
    }
  }
  for (let node = 0; node < nodes; node++) number[node] = number[node] === 0 ? NONE : vertex[doms[number[node] - 1]]
  return number
}

function intersect(b1, b2, doms) {
  let finger1 = b1
  let finger2 = b2
  while (finger1 !== finger2) {
    while (finger1 < finger2) finger1 = doms[finger1]
    while (finger2 < finger1) finger2 = doms[finger2]
  }
  return finger1
}
