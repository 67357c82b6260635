import type { ProfileNode, SamplingProfile } from './sampling.js'

/**
 * What makes code allocate more than by itself, in the process where it was measured.
 *
 * `debugger`: one is attached (an IDE, or Jest's coverage by V8); promises and spreads then take slower ways.
 * `replaced iterator`: some code in this thread has once replaced how arrays are iterated, and even if it has put that back, all
 * that takes an iterable takes slower ways ever since; Jest runs many test files in one thread. A debugger can't be told then.
 * `async hooks`: `node:async_hooks` watch promises, as `AsyncLocalStorage` does on Node 20 and 22; each promise carries more.
 */
export type Condition = 'debugger' | 'replaced iterator' | 'async hooks'

const SPREAD = 'caratSpread'
const SET = 'caratSet'
const PROMISE = 'caratPromise'
/** 224 B where V8 copies the array at once, in all versions from 11.3 to 14.6; 616 B where it asks for one item after another. */
const MOST_FOR_A_COPY = 400
/** 152 B and 232 B there; 360 B where it asks. A debugger does not make it ask. */
const MOST_FOR_A_SET = 300

const SHOWN: ReadonlySet<string> = new Set([SPREAD, SET, PROMISE])

const numbers = [1, 2, 3]

export function caratSpread(): number[] {
  return [...numbers, 4]
}

export function caratSet(): Set<number> {
  return new Set(numbers)
}

export function caratPromise(): void {
  Promise.resolve()
}

/** Does what allocates differently under each condition, while a profile is taken. */
export function showConditions(): void {
  caratSpread()
  caratSet()
  caratPromise()
}

/** Literals get their fast ways at the third call. */
export function warmConditions(): void {
  for (let i = 0; i < 8; i++) showConditions()
}

/** Reads what `showConditions` has left in a profile. */
export function conditionsIn({ head, samples }: SamplingProfile): Condition[] {
  const shown = new Map<number, string>()
  let isHooked = false
  const waiting: { readonly node: ProfileNode; readonly under: string }[] = [{ node: head, under: '' }]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const { functionName, url } = at.node.callFrame
    const under = SHOWN.has(functionName) ? functionName : at.under
    if (under !== '') shown.set(at.node.id, under)
    if (under === PROMISE && url.startsWith('node:')) isHooked = true
    for (const node of at.node.children) waiting.push({ node, under })
  }
  const bytes = new Map<string, number>()
  for (const { nodeId, size } of samples) {
    const under = shown.get(nodeId)
    if (under !== undefined) bytes.set(under, (bytes.get(under) ?? 0) + size)
  }
  const conditions: Condition[] = []
  if ((bytes.get(SET) ?? 0) > MOST_FOR_A_SET) conditions.push('replaced iterator')
  else if ((bytes.get(SPREAD) ?? 0) > MOST_FOR_A_COPY) conditions.push('debugger')
  if (isHooked) conditions.push('async hooks')
  return conditions
}
