/** What V8 itself holds for a value, out of a heap snapshot of this process: private fields included. */
const v8 = require('node:v8')

/** Finds its own kind in the snapshot: nothing else in the process has a class of this name. */
class HolderOfDecoratedValues {
  constructor(values) {
    // An object at the end keeps V8 from making an array of doubles, whose numbers have no nodes.
    this.values = [...values, {}]
  }
}

/**
 * The bytes of each value, by one snapshot: its own self size and those of all that it holds, each object once.
 *
 * What hangs on a WeakMap's key is followed: there some transpilers put private fields.
 *
 * @param {readonly unknown[]} values Nothing but objects, arrays, Maps, Sets, numbers and strings.
 * @returns {number[]}
 */
exports.v8Bytes = function v8Bytes(values) {
  const holder = new HolderOfDecoratedValues(values)
  const snapshot = takeSnapshot()
  const roots = rootsOf(snapshot, holder.values.length - 1)
  return roots.map((root) => bytesOf(snapshot, root))
}

function takeSnapshot() {
  // Without `exposeNumericValues` boxed numbers are missing from the snapshot.
  const stream = v8.getHeapSnapshot({ exposeNumericValues: true })
  const chunks = []
  for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) chunks.push(chunk)
  const { snapshot, nodes, edges, strings } = JSON.parse(Buffer.concat(chunks).toString())
  const { meta } = snapshot
  const node = fieldsOf(meta.node_fields)
  const edge = fieldsOf(meta.edge_fields)
  const nodeSize = meta.node_fields.length
  const edgeSize = meta.edge_fields.length
  const [nodeTypes] = meta.node_types
  const [edgeTypes] = meta.edge_types
  const count = nodes.length / nodeSize
  const firstEdge = new Uint32Array(count + 1)
  for (let n = 0; n < count; n++) firstEdge[n + 1] = firstEdge[n] + nodes[n * nodeSize + node.edge_count]
  return {
    count,
    typeOf: (n) => nodeTypes[nodes[n * nodeSize + node.type]],
    nameOf: (n) => strings[nodes[n * nodeSize + node.name]],
    sizeOf: (n) => nodes[n * nodeSize + node.self_size],
    edgesOf: (n) => {
      const found = []
      for (let e = firstEdge[n]; e < firstEdge[n + 1]; e++) {
        const type = edgeTypes[edges[e * edgeSize + edge.type]]
        const name = edges[e * edgeSize + edge.name_or_index]
        const to = edges[e * edgeSize + edge.to_node] / nodeSize
        found.push({ type, name: type === 'element' || type === 'hidden' ? name : strings[name], to })
      }
      return found
    },
  }
}

function fieldsOf(names) {
  return Object.fromEntries(names.map((name, index) => [name, index]))
}

function rootsOf({ count: nodes, typeOf, nameOf, edgesOf }, count) {
  const holders = []
  for (let n = 0; n < nodes; n++) {
    if (nameOf(n) === HolderOfDecoratedValues.name && typeOf(n) === 'object') holders.push(n)
  }
  const lists = holders.flatMap((at) => edgesOf(at).filter(({ name }) => name === 'values'))
  if (lists.length !== 1) throw new Error(`the snapshot has ${lists.length} holders of values, it should have 1`)
  const roots = edgesOf(lists[0].to).filter(({ type, name }) => type === 'element' && name < count)
  return roots.sort((a, b) => a.name - b.name).map(({ to }) => to)
}

function bytesOf({ typeOf, nameOf, sizeOf, edgesOf }, root) {
  const seen = new Set([root])
  const stack = [root]
  let bytes = 0
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    bytes += sizeOf(at)
    // the digits of a number are a text that does not exist in the heap
    if (typeOf(at) === 'number') continue
    const isStore = nameOf(at) === '(object properties)' || nameOf(at) === 'system / PropertyArray'
    for (const { type, name, to } of isStore ? [] : edgesOf(at)) {
      if (seen.has(to) || belongsToProgram(type, name, typeOf(to), nameOf(to))) continue
      seen.add(to)
      stack.push(to)
    }
  }
  return bytes
}

// V8's own: `undefined` and its kind, what it brands instances with, and the `stack` of an error
const OF_V8 = new Set([
  'system / Oddball',
  'system / Context',
  'system / AccessorInfo',
  'system / AccessorPair',
  'system / FunctionTemplateInfo',
])

/** Hidden classes, prototypes, functions, and what is V8's. */
function belongsToProgram(edgeType, edgeName, type, name) {
  if (edgeType === 'weak' || edgeName === 'map' || edgeName === '__proto__') return true
  if (type === 'closure' || OF_V8.has(name)) return true
  // of an error: the captured frames, which no walk can see
  return edgeType === 'property' && edgeName === '<symbol>'
}
