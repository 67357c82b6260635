import { MissingSamples } from './attribution.js'
import type { Step } from './promises.js'

const MOST_ATTEMPTS = 4

/**
 * Measures anew where something came between: where V8's profiler has left out allocations, or the result isn't `good`. The last of
 * a few attempts counts, whether it is good or not.
 *
 * @throws {MissingSamples} if V8 left out allocations then, too. @throws What `measure` throws.
 */
export function* attempts<R>(
  measure: (attempt: number) => Generator<Step, R, unknown>,
  isGood: (result: R) => boolean = () => true,
): Generator<Step, R, unknown> {
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === MOST_ATTEMPTS
    try {
      const result = yield* measure(attempt)
      if (isLast || isGood(result)) return result
    } catch (error) {
      if (isLast || !(error instanceof MissingSamples)) throw error
    }
  }
}
