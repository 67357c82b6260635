import type { ProfileNode, SamplingProfile } from './sampling.js'

/**
 * What makes code allocate more than by itself, in the process where it was measured.
 *
 * `debugger`: one is attached (an IDE, or Jest's coverage by V8); promises and spreads then take slower ways.
 * `async hooks`: `node:async_hooks` watch promises, as `AsyncLocalStorage` does on Node 20 and 22; each promise carries more.
 */
export type Condition = 'debugger' | 'async hooks'

const SPREAD = 'caratSpread'
const PROMISE = 'caratPromise'
/** 224 B where V8 copies the array at once, in all versions from 11.3 to 14.6; 616 B where it asks for one item after another. */
const MOST_FOR_A_COPY = 400

const numbers = [1, 2, 3]

export function caratSpread(): number[] {
  return [...numbers, 4]
}

export function caratPromise(): void {
  Promise.resolve()
}

/** Does what allocates differently under each condition, while a profile is taken. */
export function showConditions(): void {
  caratSpread()
  caratPromise()
}

/** Literals get their fast ways at the third call. */
export function warmConditions(): void {
  for (let i = 0; i < 8; i++) showConditions()
}

/** Reads what `showConditions` has left in a profile. */
export function conditionsIn({ head, samples }: SamplingProfile): Condition[] {
  const spread = new Set<number>()
  let isHooked = false
  const waiting: { readonly node: ProfileNode; readonly under: string }[] = [{ node: head, under: '' }]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const { functionName, url } = at.node.callFrame
    const under = functionName === SPREAD || functionName === PROMISE ? functionName : at.under
    if (under === SPREAD) spread.add(at.node.id)
    else if (under === PROMISE && url.startsWith('node:')) isHooked = true
    for (const node of at.node.children) waiting.push({ node, under })
  }
  let bytes = 0
  for (const { nodeId, size } of samples) if (spread.has(nodeId)) bytes += size
  const conditions: Condition[] = []
  if (bytes > MOST_FOR_A_COPY) conditions.push('debugger')
  if (isHooked) conditions.push('async hooks')
  return conditions
}
