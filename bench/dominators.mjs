// Prints the table of dominators alone, which `pnpm bench` writes to RESULTS.md with the others. After `pnpm run build`:
//
//   node bench/dominators.mjs                      on the Node that runs
//   node bench/dominators.mjs --node 26            on another major
//   node bench/dominators.mjs --graphs list,tail   fewer graphs
//
// Each contender's result is compared with the others' before it is timed.
import { parseArgs } from 'node:util'
import { hostMajor, nodeBinary } from '@carat/nodes'
import { graphs } from './dominators/graphs.mjs'
import { runDominators } from './dominators/run.mjs'
import { dominatorTable } from './report.mjs'

const { values: options } = parseArgs({
  options: {
    node: { type: 'string', default: String(hostMajor) },
    graphs: { type: 'string', default: Object.keys(graphs).join() },
  },
})

const binary = nodeBinary(Number(options.node))
if (binary === undefined) throw new Error(`no Node.js ${options.node} on this system; --node takes a major such as 26`)
const names = options.graphs.split(',')
const unknown = names.find((name) => !Object.hasOwn(graphs, name))
if (unknown !== undefined) {
  throw new Error(`unknown graph '${unknown}'; --graphs takes some of ${Object.keys(graphs).join()}`)
}
console.log(dominatorTable(runDominators(binary, names)).join('\n'))
