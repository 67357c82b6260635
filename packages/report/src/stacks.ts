import type { Part } from '@carat/core'
import { compareText } from './compare-text.js'

/** A row and all above it, as one stack of frames. */
export interface Stack<Frame> {
  /** The value itself first. The same list is handed out again for the next stack: copy what is kept. */
  readonly frames: readonly Frame[]
  readonly part: Part
}

/** Each row with bytes of its own: a parent before its children, and these by name, then type. */
export function* stacks<Frame>(root: Part, frameOf: (part: Part) => Frame): Generator<Stack<Frame>, void, void> {
  const frames: Frame[] = []
  const waiting = [{ part: root, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { part, depth } = next
    frames.length = depth
    frames.push(frameOf(part))
    if (part.self > 0) yield { frames, part }
    for (const child of [...part.parts].sort(byName).reverse()) waiting.push({ part: child, depth: depth + 1 })
  }
}

// By code units: the same wherever it runs.
function byName(a: Part, b: Part): number {
  return compareText(a.name, b.name) || compareText(a.type, b.type)
}
