import { performance } from 'node:perf_hooks'

const SAMPLE_MS = 30
const WARM_MS = 150
const REWARM_MS = 80

/**
 * The best time of one call of each contender, in milliseconds, over `rounds` rounds.
 *
 * In a round each contender has one turn, so that a slow moment of the machine meets all of them. The best and not the
 * mean: other work on the machine only ever adds time.
 *
 * Between turns, off the clock, the garbage of the one before is collected (under `--expose-gc`: small calls leave none to
 * speak of), and the contender is warmed up again: a full collection also takes the hidden classes that no object has at
 * that moment, and V8 throws away the code compiled for them. Without it a walk that makes an object of its own for each
 * call came out four times slower than it is.
 *
 * @param {{ name: string, run: () => unknown, warm?: () => unknown }[]} contenders `warm` is `run` on less
 * @returns {Map<string, { ms: number, answer: unknown } | { error: string }>}
 */
export function bestOf(rounds, contenders) {
  const results = new Map()
  const racing = []
  for (const contender of contenders) {
    try {
      const { name, run, warm = run } = contender
      warmUp(warm, WARM_MS)
      const { ms, answer } = timed(run, 1)
      results.set(name, { ms: Number.POSITIVE_INFINITY, answer })
      racing.push({ name, run, warm, repeats: Math.max(1, Math.ceil(SAMPLE_MS / ms)) })
    } catch (error) {
      results.set(contender.name, { error: String(error) })
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const { name, run, warm, repeats } of racing) {
      if (globalThis.gc !== undefined) {
        globalThis.gc()
        warmUp(warm, REWARM_MS)
      }
      const result = results.get(name)
      result.ms = Math.min(result.ms, timed(run, repeats).ms)
    }
  }
  return results
}

function warmUp(run, milliseconds) {
  const end = performance.now() + milliseconds
  do run()
  while (performance.now() < end)
}

function timed(run, repeats) {
  let answer
  const start = performance.now()
  for (let i = 0; i < repeats; i++) answer = run()
  return { ms: (performance.now() - start) / repeats, answer }
}
