// Semi-NCA: semidominators as Lengauer and Tarjan find them; then the immediate dominator of w is the nearest ancestor of
// its parent, in the dominator tree so far, that does not come after its semidominator. L. Georgiadis: Linear-Time
// Algorithms for Dominators and Related Problems. Princeton University, 2005. Written as carefully as the one in core.
const NONE = 0xffffffff

/** @returns {Uint32Array} the immediate dominator of each node */
export function semiNca({ nodes, first, to }) {
  const number = new Uint32Array(nodes) // place in preorder + 1
  const vertex = new Uint32Array(nodes)
  const parent = new Uint32Array(nodes) // then the forest
  const semi = new Uint32Array(nodes)
  const label = new Uint32Array(nodes) // the least semidominator; before w's turn, where its predecessors begin
  const idom = new Uint32Array(nodes) // before that, the edge that a vertex goes on with
  let reached = 1
  let backward = 0
  let v = 0
  let edge = first[0]
  let end = first[1]
  number[0] = 1
  while (true) {
    if (edge === end) {
      if (v === 0) break
      v = parent[v]
      edge = idom[v]
      end = first[vertex[v] + 1]
      continue
    }
    const node = to[edge++]
    const place = number[node]
    if (place === 0) {
      const w = reached++
      number[node] = reached
      vertex[w] = node
      parent[w] = v
      semi[w] = v
      if (first[node] === first[node + 1]) continue
      idom[v] = edge
      v = w
      edge = first[node]
      end = first[node + 1]
      continue
    }
    const w = place - 1
    if (w > v) {
      if (v < semi[w]) semi[w] = v
    } else if (w < v && w !== 0) {
      label[w]++
      backward++
    }
  }

  const pred = new Uint32Array(backward)
  if (backward > 0) {
    for (let w = 1; w < reached; w++) label[w] += label[w - 1]
    for (let v = 1; v < reached; v++) {
      const node = vertex[v]
      for (let edge = first[node], end = first[node + 1]; edge < end; edge++) {
        const w = number[to[edge]] - 1
        if (w < v && w !== 0) pred[--label[w]] = v
      }
    }
  }
  idom.set(parent)
  let predEnd = backward
  for (let w = reached - 1; w > 0; w--) {
    let least = semi[w]
    for (let i = label[w]; i < predEnd; i++) least = Math.min(least, evaluate(pred[i], w, parent, label))
    predEnd = label[w]
    semi[w] = least
    label[w] = least
  }
  for (let w = 1; w < reached; w++) {
    let above = idom[w]
    while (above > semi[w]) above = idom[above]
    idom[w] = above
  }
  for (let node = 0; node < nodes; node++) number[node] = number[node] === 0 ? NONE : vertex[idom[number[node] - 1]]
  return number
}

/** The least semidominator on the way from v up to what comes after w; shortens the way. */
function evaluate(v, w, parent, label) {
  let top = parent[v]
  if (top <= w) return label[v]
  let below = v
  for (let above = parent[top]; above > w; above = parent[top]) {
    parent[top] = below
    below = top
    top = above
  }
  const root = parent[top]
  let least = label[top]
  while (true) {
    if (label[below] < least) least = label[below]
    else label[below] = least
    const next = parent[below]
    parent[below] = root
    if (below === v) return least
    below = next
  }
}
