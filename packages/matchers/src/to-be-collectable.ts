import { type Collectability, collectability, pathText } from '@carat/heap'
import { concurrencyMisuse, isConcurrent } from './concurrency.js'
import { coloursOf, contextOf, type MatcherContext, type MatcherResult } from './context.js'
import { joined, matcherHint } from './failure-text.js'
import { misuse, show } from './misuse.js'

const MATCHER = 'toBeCollectable'
const RIGHT_CALL = `expect(session).${MATCHER}()`

/**
 * Passes when nothing holds `received` but the variables of the test: when these go, it can be collected.
 *
 * A function is called, and what it returns is judged, as is what a WeakRef points at. For a function that returns a
 * promise the result is a promise, which has to be awaited. What the function throws comes through as it is.
 *
 * @throws {TypeError} if there is no object to judge, whether negated or not.
 */
export function toBeCollectable(
  this: unknown,
  received: unknown,
  ...rest: unknown[]
): MatcherResult | Promise<MatcherResult> {
  const context = contextOf(this)
  if (rest.length > 0) throw misuse(TypeError, MATCHER, 'it takes no argument', RIGHT_CALL)
  if (received === null || (typeof received !== 'object' && typeof received !== 'function')) {
    throw misuse(
      TypeError,
      MATCHER,
      `received must be an object, which something can hold; got ${show(received)}`,
      RIGHT_CALL,
    )
  }
  const subject =
    typeof received === 'function' && isConcurrent(this) ? synchronous(received as () => unknown) : received
  const found = collectability(subject)
  return found instanceof Promise ? found.then((result) => judge(context, result)) : judge(context, found)
}

function judge(context: MatcherContext, found: Collectability): MatcherResult {
  return { pass: found.isCollectable, message: () => text(context, found) }
}

function text(context: MatcherContext, found: Collectability): string {
  const { expected, received } = coloursOf(context)
  const hint = matcherHint(context, { matcher: MATCHER, argument: '', negated: found.isCollectable })
  if (found.isCollectable) {
    return joined([
      [hint],
      [`Expected: ${expected('something else than the test holds it')}`, `Received: ${received('nothing does')}`],
    ])
  }
  return joined([
    [hint],
    [`Expected: ${expected('nothing but the variables of the test holds it')}`],
    [`Held by:  ${received(pathText(found.path))}`],
    ['Cut the path: remove it from what holds it, or hold it there by a WeakRef or as a key of a WeakMap.'],
  ])
}

/** What other tests do while one waits may hold what it made. */
function synchronous(make: () => unknown): () => unknown {
  return () => {
    const made = make()
    if (typeof (made as { then?: unknown } | null | undefined)?.then !== 'function') return made
    ;(made as PromiseLike<unknown>).then(undefined, () => {})
    throw concurrencyMisuse(MATCHER, 'an async function', `expect(() => new Session()).${MATCHER}()`)
  }
}
