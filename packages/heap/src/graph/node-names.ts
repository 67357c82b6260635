import { DETACHED } from './detachedness.js'
import type { HeapGraph } from './heap-graph.js'
import { formatPropertyName } from './interfaces.js'
import { edgeTypeNumbers, nodeTypeNumbers } from './type-numbers.js'

/**
 * What a node is called, as in DevTools: V8's name; of a concatenated string its text, of a plain object its properties,
 * the first and the last ones if they are many, and `Detached ` before the embedder's nodes that are detached.
 */
export function nodeName(graph: HeapGraph, detachedness: Uint8Array | undefined, node: number): string {
  const type = nodeTypeNumbers(graph)
  const number = graph.nodeTypes[node]
  if (number === type.consString) return joinedText(graph, node)
  const name = graph.strings.get(graph.nodeNames[node] as number)
  if (number === type.object && name === 'Object') return plainObjectName(graph, node)
  return number === type.native && detachedness?.[node] === DETACHED ? `Detached ${name}` : name
}

/** The text of a string, put together from its pieces; cut where it is very long. */
export function joinedText(graph: HeapGraph, start: number): string {
  const { nodeTypes, nodeNames, firstEdge, edgeTo, edgeTypes, edgeNames, strings } = graph
  const { consString } = nodeTypeNumbers(graph)
  const { internal } = edgeTypeNumbers(graph)
  const partOf = (node: number, name: string): number | undefined => {
    const end = firstEdge[node + 1] as number
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      if (edgeTypes[edge] === internal && strings.get(edgeNames[edge] as number) === name) return edgeTo[edge]
    }
    return undefined
  }
  let text = ''
  // a damaged snapshot may have concatenated strings in a circle
  let steps = 0
  const waiting = [start]
  for (let node = waiting.pop(); node !== undefined && text.length < LONGEST_TEXT; node = waiting.pop()) {
    if (nodeTypes[node] !== consString) {
      text += strings.get(nodeNames[node] as number)
      continue
    }
    if (++steps > MOST_PARTS) break
    const second = partOf(node, 'second')
    const first = partOf(node, 'first')
    if (second !== undefined) waiting.push(second)
    if (first !== undefined) waiting.push(first)
  }
  return text
}

function plainObjectName({ firstEdge, edgeTypes, edgeNames, edgeTypeNames, strings }: HeapGraph, node: number): string {
  const property = edgeTypeNames.indexOf('property')
  const names: string[] = []
  const end = firstEdge[node + 1] as number
  for (let edge = firstEdge[node] as number; edge < end; edge++) {
    if (edgeTypes[edge] !== property) continue
    const name = strings.get(edgeNames[edge] as number)
    if (name !== '__proto__') names.push(name)
  }
  // taken from both ends in turn, as long as there is room
  let head = '{'
  let tail = '}'
  let from = 0
  let to = names.length
  while (from < to) {
    const atEnd = (from + names.length - to) % 2 === 1
    const text = formatPropertyName(names[atEnd ? to - 1 : from] as string)
    if (head.length > 1 && head.length + tail.length + text.length > LONGEST_OBJECT) break
    if (atEnd) {
      tail = tail.length > 1 ? `${text}, ${tail}` : text + tail
      to--
    } else {
      head += head.length > 1 ? `, ${text}` : text
      from++
    }
  }
  if (from < to) head += ', …'
  return tail.length > 1 ? `${head}, ${tail}` : head + tail
}

const LONGEST_TEXT = 1024
const LONGEST_OBJECT = 100
const MOST_PARTS = 100_000
