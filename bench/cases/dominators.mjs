// The dominators of one graph: how long each algorithm takes for them, and its peak of memory. Arguments: graph, rounds.
// Wants the flags of `peak.mjs`. It imports a module that the package does not export.
import { dominators } from '../../packages/core/dist/esm/graph/dominators.js'
import { cooperHarveyKennedy } from '../dominators/cooper-harvey-kennedy.mjs'
import { graphs } from '../dominators/graphs.mjs'
import { semiNca } from '../dominators/semi-nca.mjs'
import { peakOf } from '../peak.mjs'
import { bestOf } from '../timing.mjs'

const { size, build } = graphs[process.argv[2]]
const rounds = Number(process.argv[3])
const graph = build(size)
// A sixteenth: the binomial tree wants a power of two.
const small = build(size / 16)

const algorithms = {
  lengauerTarjan: (graph) => dominators(graph).idom,
  semiNca,
  cooperHarveyKennedy,
}

const expected = algorithms.lengauerTarjan(graph)
for (const [name, run] of Object.entries(algorithms)) {
  const difference = run(graph).findIndex((idom, node) => idom !== expected[node])
  if (difference !== -1) throw new Error(`${name} gives another dominator of node ${difference} of ${process.argv[2]}`)
}
const times = bestOf(
  rounds,
  Object.entries(algorithms).map(([name, run]) => ({ name, run: () => void run(graph), warm: () => void run(small) })),
)
const results = Object.entries(algorithms).map(([name, run]) => [
  name,
  { ms: times.get(name).ms, peakBytes: peakOf(() => run(graph)).bytes },
])
console.log(JSON.stringify({ nodes: graph.nodes, edges: graph.to.length, ...Object.fromEntries(results) }))
