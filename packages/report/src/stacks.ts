import type { Measurement, Part } from '@carat/core'
import type { AllocationNodeLike, AllocationProfileLike, CodePlaceLike } from './allocation-profile.js'
import { compareText } from './compare-text.js'
import { callName, frameName } from './frame-name.js'

/** What stands in a stack. */
export interface Frame {
  readonly name: string
  readonly place?: CodePlaceLike | undefined
}

/** A row of a breakdown, or a function, group or run of an allocation profile: all that formats made of stacks know of them. */
export interface StackNode {
  readonly frame: Frame
  /** Its own. */
  readonly bytes: number
  /** Objects of a row, or pieces that a function allocated; its own. */
  readonly count: number
  /** By name, so that a change of sizes moves nothing. */
  below(): StackNode[]
}

/** A node and all above it, as one stack of frames. */
export interface Stack<T> {
  /** The root first. The same list is handed out again for the next stack: copy what is kept. */
  readonly frames: readonly T[]
  readonly node: StackNode
}

/** Where the stacks of a measurement or of a profile begin: at the value itself, or at the run. */
export function stackRoot(subject: Measurement | AllocationProfileLike): StackNode {
  return 'tree' in subject ? callNode(subject.tree) : partNode(subject.root)
}

/** Each node with what stands above it: a parent before its children. */
export function* stacks<T>(root: StackNode, entryOf: (frame: Frame) => T): Generator<Stack<T>, void, void> {
  const frames: T[] = []
  const waiting = [{ node: root, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next
    frames.length = depth
    frames.push(entryOf(node.frame))
    yield { frames, node }
    for (const child of node.below().reverse()) waiting.push({ node: child, depth: depth + 1 })
  }
}

/** What a node called, by name and place. */
export function callsBelow({ children }: AllocationNodeLike): AllocationNodeLike[] {
  return [...children].sort(byCall)
}

function partNode(part: Part): StackNode {
  return {
    frame: { name: frameName(part) },
    bytes: part.self,
    count: part.count,
    below: () => [...part.parts].sort(byName).map(partNode),
  }
}

function callNode(node: AllocationNodeLike): StackNode {
  return {
    frame: { name: callName(node), place: node.place },
    ...node.self,
    below: () => callsBelow(node).map(callNode),
  }
}

// By code units: the same wherever it runs.
function byName(a: Part, b: Part): number {
  return compareText(a.name, b.name) || compareText(a.type, b.type)
}

function byCall(a: AllocationNodeLike, b: AllocationNodeLike): number {
  return compareText(a.kind, b.kind) || compareText(a.name, b.name) || byPlace(a.place, b.place)
}

function byPlace(a: CodePlaceLike | undefined, b: CodePlaceLike | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column
}
