import type { Bytes } from '@carat/core'
import type { AllocationNodeLike, AllocationProfileLike, CodePlaceLike } from './allocation-profile.js'
import { requireProfile } from './argument.js'
import { fileUrl } from './place-text.js'
import { callsBelow } from './stacks.js'

// V8's words for what has no place in a script.
const NOWHERE = { scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 }

/**
 * An allocation profile as the text of a `.heapprofile`, which the Memory panel of Chrome DevTools loads, and speedscope.
 *
 * The bytes of all nodes add up to those of the profile. The format has no place for how many pieces they were: each sample is
 * all that a node allocated itself. Groups are frames of their own, `(group parse)`, and so is what was allocated outside of
 * all functions, `(the function)`. Places count from 0, as V8 counts them, and files are URLs, so that DevTools finds them:
 * they are those of this machine.
 *
 * @throws {TypeError} if `profile` is not what `profile` of `@carat/allocations` returns.
 * @see https://chromedevtools.github.io/devtools-protocol/tot/HeapProfiler/#type-SamplingHeapProfile
 */
export function heapProfile(profile: AllocationProfileLike): string {
  requireProfile('heapProfile', profile)
  const scripts = new Map<string, string>()
  const samples: { size: number; nodeId: number; ordinal: number }[] = []
  let nodes = 0
  const placeOf = (place: CodePlaceLike | undefined): typeof NOWHERE => {
    if (place === undefined) return NOWHERE
    const url = fileUrl(place.file)
    const scriptId = scripts.get(url) ?? String(scripts.size + 1)
    scripts.set(url, scriptId)
    return { scriptId, url, lineNumber: place.line - 1, columnNumber: place.column - 1 }
  }
  const written = (node: AllocationNodeLike): object => {
    const id = ++nodes
    const size = node.self.bytes
    if (size > 0) samples.push({ size, nodeId: id, ordinal: samples.length + 1 })
    const callFrame = { functionName: functionName(node), ...placeOf(node.place) }
    return { callFrame, selfSize: size, id, children: callsBelow(node).map(written) }
  }
  return JSON.stringify({ head: written(withRunBelow(profile.tree)), samples })
}

/** DevTools show no bytes of the head, and V8 gives it none: what no function of the stack allocated is a call of its own. */
function withRunBelow(tree: AllocationNodeLike): AllocationNodeLike {
  if (tree.self.bytes === 0) return tree
  const { self } = tree
  const run: AllocationNodeLike = { kind: 'function', name: '(the function)', self, total: self, children: [] }
  return { ...tree, self: { bytes: 0 as Bytes, count: 0 }, children: [run, ...tree.children] }
}

function functionName({ kind, name }: AllocationNodeLike): string {
  if (kind === 'profile') return '(root)'
  if (kind === 'group') return `(group ${name})`
  return name === '(anonymous)' ? '' : name
}
