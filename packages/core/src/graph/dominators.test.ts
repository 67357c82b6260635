import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Dominators, dominatorIntervals, dominators, type FlatGraph, NONE } from './dominators.js'

type Edge = readonly [from: number, to: number]

/** The edges of a node in the order given. */
function graphOf(nodes: number, edges: readonly Edge[]): FlatGraph {
  const successors = Array.from({ length: nodes }, (): number[] => [])
  for (const [from, to] of edges) successors[from]?.push(to)
  return rows(nodes, (node) => successors[node] ?? [])
}

/** What the root reaches by ways that avoid one node. */
function reachedWithout(removed: number, nodes: number, edges: readonly Edge[]): boolean[] {
  const reached = new Array<boolean>(nodes).fill(false)
  if (removed !== 0) reached[0] = true
  for (let grows = true; grows; ) {
    grows = false
    for (const [from, to] of edges) {
      if (!reached[from] || reached[to] || to === removed) continue
      reached[to] = true
      grows = true
    }
  }
  return reached
}

/** The slow, obvious version: a dominates b if b can't be reached without a. `byRemoval[a][b]`, of reached nodes only. */
function dominatesByRemoval(nodes: number, edges: readonly Edge[]): boolean[][] {
  const reached = reachedWithout(NONE, nodes, edges)
  return Array.from({ length: nodes }, (_, a) => {
    const without = reachedWithout(a, nodes, edges)
    return Array.from({ length: nodes }, (_, b) => reached[a] === true && reached[b] === true && !without[b])
  })
}

/** The immediate dominator is the one that all other dominators dominate. */
function idomByRemoval(nodes: number, edges: readonly Edge[]): number[] {
  const dominates = dominatesByRemoval(nodes, edges)
  return Array.from({ length: nodes }, (_, node) => {
    if (!dominates[node]?.[node]) return NONE
    if (node === 0) return 0
    const strict = dominates.flatMap((row, a) => (a !== node && row[node] ? [a] : []))
    return strict.find((a) => strict.every((other) => dominates[other]?.[a])) as number
  })
}

function idomOf(nodes: number, edges: readonly Edge[]): number[] {
  return [...dominators(graphOf(nodes, edges)).idom]
}

/** Graphs of all densities: loops, edges given twice and nodes out of reach are among them. */
function graphs(mostNodes: number, mostEdges: number): fc.Arbitrary<{ nodes: number; edges: Edge[] }> {
  return fc
    .record({ nodes: fc.integer({ min: 1, max: mostNodes }), most: fc.nat(mostEdges) })
    .chain(({ nodes, most }) => {
      const node = fc.nat(nodes - 1)
      return fc.record({
        nodes: fc.constant(nodes),
        edges: fc.array(fc.tuple(node, node), { maxLength: most, size: 'max' }),
      })
    })
}

/** Each node is led to from one that comes before it, so that the root reaches all of them. */
const connectedGraphs: fc.Arbitrary<{ nodes: number; edges: Edge[] }> = fc
  .record({ tree: fc.array(fc.nat(), { minLength: 1, maxLength: 9 }), more: fc.array(fc.tuple(fc.nat(9), fc.nat(9))) })
  .map(({ tree, more }) => ({
    nodes: tree.length + 1,
    edges: [
      ...tree.map((from, i): Edge => [from % (i + 1), i + 1]),
      ...more.filter(([from, to]) => from <= tree.length && to <= tree.length),
    ],
  }))

const anyGraph = fc.oneof(graphs(10, 12), graphs(10, 40), graphs(10, 100), connectedGraphs)

function shuffled<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length })
}

describe('dominators', () => {
  it('finds those of the example in the paper', () => {
    const successors = {
      R: 'ABC',
      A: 'D',
      B: 'ADE',
      C: 'FG',
      D: 'L',
      E: 'H',
      F: 'I',
      G: 'IJ',
      H: 'EK',
      I: 'K',
      J: 'I',
      K: 'IR',
      L: 'H',
    }
    const names = Object.keys(successors)
    const edges = Object.entries(successors).flatMap(([from, to]) =>
      [...to].map((name): Edge => [names.indexOf(from), names.indexOf(name)]),
    )
    const idom = idomOf(names.length, edges).map((node, i) => `${names[node]} ${names[i]}`)
    expect(idom).toEqual(['R R', 'R A', 'R B', 'R C', 'R D', 'R E', 'C F', 'C G', 'R H', 'R I', 'G J', 'R K', 'D L'])
  })

  it.each<{ what: string; nodes: number; edges: string; idom: number[] }>([
    { what: 'a root alone', nodes: 1, edges: '', idom: [0] },
    { what: 'a root that holds itself', nodes: 1, edges: '0-0', idom: [0] },
    { what: 'nothing', nodes: 0, edges: '', idom: [] },
    { what: 'a node out of reach that leads to the others', nodes: 3, edges: '0-1 2-1 2-0', idom: [0, 0, NONE] },
    { what: 'two ways to one node', nodes: 4, edges: '0-1 0-2 1-3 2-3', idom: [0, 0, 0, 0] },
    { what: 'a cycle entered at both ends', nodes: 3, edges: '0-1 0-2 1-2 2-1', idom: [0, 0, 0] },
  ])('knows $what', ({ nodes, edges, idom }) => {
    const pairs = edges.match(/\d-\d/g) ?? []
    expect(
      idomOf(
        nodes,
        pairs.map(([from, , to]): Edge => [Number(from), Number(to)]),
      ),
    ).toEqual(idom)
  })

  it('agrees with removal on each graph of four nodes', () => {
    const possible: Edge[] = []
    for (let from = 0; from < 4; from++) for (let to = 0; to < 4; to++) if (from !== to) possible.push([from, to])
    for (let chosen = 0; chosen < 2 ** possible.length; chosen++) {
      const edges = possible.filter((_, bit) => chosen & (1 << bit))
      expect(idomOf(4, edges), `edges ${JSON.stringify(edges)}`).toEqual(idomByRemoval(4, edges))
    }
  })

  it('agrees with removal on graphs of ten nodes', () => {
    fc.assert(
      fc.property(anyGraph, ({ nodes, edges }) => {
        expect(idomOf(nodes, edges)).toEqual(idomByRemoval(nodes, edges))
      }),
      { numRuns: 5000 },
    )
  })

  it('agrees with removal on graphs of forty nodes', () => {
    fc.assert(
      fc.property(fc.oneof(graphs(40, 60), graphs(40, 300)), ({ nodes, edges }) => {
        expect(idomOf(nodes, edges)).toEqual(idomByRemoval(nodes, edges))
      }),
      { numRuns: 500 },
    )
  })

  it('gives the same when the edges are permuted', () => {
    const permuted = anyGraph.chain(({ nodes, edges }) => fc.tuple(fc.constant({ nodes, edges }), shuffled(edges)))
    fc.assert(
      fc.property(permuted, ([{ nodes, edges }, others]) => {
        expect(idomOf(nodes, others)).toEqual(idomOf(nodes, edges))
      }),
      { numRuns: 1000 },
    )
  })

  it('gives the same when the nodes are numbered otherwise', () => {
    const renumbered = anyGraph.chain(({ nodes, edges }) => {
      const others = Array.from({ length: nodes - 1 }, (_, i) => i + 1)
      return fc.tuple(
        fc.constant({ nodes, edges }),
        shuffled(others).map((order) => [0, ...order]),
      )
    })
    fc.assert(
      fc.property(renumbered, ([{ nodes, edges }, number]) => {
        const idom = idomOf(nodes, edges)
        const other = idomOf(
          nodes,
          edges.map(([from, to]): Edge => [number[from] as number, number[to] as number]),
        )
        expect(number.map((node) => other[node])).toEqual(idom.map((node) => number[node] ?? NONE))
      }),
      { numRuns: 1000 },
    )
  })

  it('cuts a node off when its immediate dominator is removed', () => {
    fc.assert(
      fc.property(connectedGraphs, ({ nodes, edges }) => {
        for (const [node, idom] of idomOf(nodes, edges).entries()) {
          if (node !== 0) expect(reachedWithout(idom, nodes, edges)[node]).toBe(false)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('lists each node that is reached once, after its immediate dominator', () => {
    fc.assert(
      fc.property(anyGraph, ({ nodes, edges }) => {
        const { idom, vertex, reached } = dominators(graphOf(nodes, edges))
        const order = [...vertex.subarray(0, reached)]
        const expected = reachedWithout(NONE, nodes, edges).flatMap((is, node) => (is ? [node] : []))
        expect([...order].sort((a, b) => a - b)).toEqual(expected)
        expect(order[0]).toBe(0)
        for (const [i, node] of order.entries()) if (i > 0) expect(order.indexOf(idom[node] as number)).toBeLessThan(i)
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves the graph as it was', () => {
    fc.assert(
      fc.property(anyGraph, ({ nodes, edges }) => {
        const graph = graphOf(nodes, edges)
        dominators(graph)
        expect(graph).toEqual(graphOf(nodes, edges))
      }),
    )
  })

  // Quadratic work on any of these would not end before the test's time does.
  const LENGTH = 1_000_000

  it('finishes a list of a million nodes', () => {
    const { idom, reached } = dominators(listOf(LENGTH, () => []))
    expect(reached).toBe(LENGTH)
    expect(idom.every((above, node) => above === Math.max(node - 1, 0))).toBe(true)
  })

  it('finishes a doubly linked list that is held by both ends', () => {
    const { idom } = dominators(listOf(LENGTH, (node) => (node === 0 ? [LENGTH - 1] : node === 1 ? [] : [node - 1])))
    expect(idom.every((above) => above === 0)).toBe(true)
  })

  it('finishes a long list whose last node holds what the root holds as well', () => {
    const length = LENGTH / 2
    const items = Array.from({ length }, (_, i) => length + i)
    const { idom } = dominators(
      rows(2 * length, (node) => [
        ...(node < length - 1 ? [node + 1] : []),
        ...(node === 0 || node === length - 1 ? items : []),
      ]),
    )
    expect(idom.every((above, node) => above === (node < length ? Math.max(node - 1, 0) : 0))).toBe(true)
  })

  it('finishes a list each node of which holds the first one', () => {
    const { idom } = dominators(listOf(LENGTH, (node) => (node > 1 ? [1] : [])))
    expect(idom.every((above, node) => above === Math.max(node - 1, 0))).toBe(true)
  })

  it('finishes a map with a million entries that hold one thing', () => {
    const { idom } = dominators(
      rows(LENGTH, (node) =>
        node === 0 ? Array.from({ length: LENGTH - 2 }, (_, i) => i + 1) : node < LENGTH - 1 ? [LENGTH - 1, 0] : [],
      ),
    )
    expect(idom.every((above) => above === 0)).toBe(true)
  })
})

describe('dominatorIntervals', () => {
  function intervalsOf(
    nodes: number,
    edges: readonly Edge[],
  ): { doms: Dominators; enter: Uint32Array; last: Uint32Array } {
    const doms = dominators(graphOf(nodes, edges))
    return { doms, ...dominatorIntervals(doms, nodes) }
  }

  it('agrees with removal on which node dominates which', () => {
    fc.assert(
      fc.property(anyGraph, ({ nodes, edges }) => {
        const { enter, last } = intervalsOf(nodes, edges)
        const dominates = Array.from(enter, (from, a) =>
          Array.from(enter, (at) => from <= at && at <= (last[a] as number)),
        )
        expect(dominates).toEqual(dominatesByRemoval(nodes, edges))
      }),
      { numRuns: 3000 },
    )
  })

  it('numbers what is reached from 0, without a gap', () => {
    fc.assert(
      fc.property(anyGraph, ({ nodes, edges }) => {
        const { doms, enter } = intervalsOf(nodes, edges)
        const places = [...enter].filter((place) => place !== NONE).sort((a, b) => a - b)
        expect(places).toEqual(Array.from({ length: doms.reached }, (_, i) => i))
      }),
    )
  })

  it('takes no graph at all', () => {
    expect(intervalsOf(0, [])).toMatchObject({ enter: new Uint32Array(0), last: new Uint32Array(0) })
  })

  it('finishes a list of a million nodes', () => {
    const nodes = 1_000_000
    const { enter, last } = dominatorIntervals(dominators(listOf(nodes, () => [])), nodes)
    expect(enter.every((place, node) => place === node && last[node] === nodes - 1)).toBe(true)
  })
})

function rows(nodes: number, successors: (node: number) => readonly number[]): FlatGraph {
  const first = new Uint32Array(nodes + 1)
  const to: number[] = []
  for (let node = 0; node < nodes; node++) {
    for (const successor of successors(node)) to.push(successor)
    first[node + 1] = to.length
  }
  return { nodes, first, to: Uint32Array.from(to) }
}

/** Each node holds the next one, and then what else is given. */
function listOf(nodes: number, more: (node: number) => readonly number[]): FlatGraph {
  return rows(nodes, (node) => (node < nodes - 1 ? [node + 1, ...more(node)] : more(node)))
}
