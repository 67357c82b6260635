import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sizeOf } from '@carat/core'
import fc from 'fast-check'
import { heldBytes } from './held.js'
import { build, type Recipe } from './recipe.js'
import { canonicalRecipe } from './recipe-arbitrary.js'
import { generatedValues, seed } from './settings.js'

const PER_SNAPSHOT = 1000

interface Difference {
  readonly core: number
  readonly v8: number
  readonly nodes: string
}

/** What core and V8 say about freshly built values: V8 first, since core may ask a typed array for its buffer. */
function compare(recipes: readonly Recipe[]): (Difference | undefined)[] {
  const values = recipes.map(build)
  const held = heldBytes(values)
  return values.map((value, index) => {
    const core = sizeOf(value, { layout: 'host' })
    const v8 = held.bytesOf(index)
    return core === v8 ? undefined : { core, v8, nodes: held.describe(index) }
  })
}

for (let first = 0; first < generatedValues; first += PER_SNAPSHOT) {
  const count = Math.min(PER_SNAPSHOT, generatedValues - first)
  const batchSeed = seed + first
  test(`${count} generated values take the bytes that V8 holds for them (JUDGE_SEED=${seed}, from ${first})`, () => {
    const recipes = fc.sample(canonicalRecipe, { numRuns: count, seed: batchSeed })
    const differences = compare(recipes)
    const index = differences.findIndex((difference) => difference !== undefined)
    if (index < 0) return
    const wrong = differences.filter((difference) => difference !== undefined).length
    const smallest = shrink(batchSeed, index) ?? `(alike when alone) ${fc.stringify(recipes[index])}`
    const { core, v8, nodes } = differences[index] as Difference
    assert.fail(
      `${wrong} of ${count} values differ; number ${index}: core says ${core} B, V8 ${v8} B\n` +
        `smallest: ${smallest}\nthe value:\n${nodes}\nreplay: JUDGE_SEED=${seed} node judge/run.mjs`,
    )
  })
}

/** The smallest recipe that differs, found by fast-check: it takes a snapshot for each it tries. */
function shrink(batchSeed: number, index: number): string | undefined {
  const alike = fc.property(canonicalRecipe, (recipe) => compare([recipe])[0] === undefined)
  const result = fc.check(alike, {
    seed: batchSeed,
    path: String(index),
    numRuns: 1,
    interruptAfterTimeLimit: 20_000,
  })
  if (!result.failed || result.counterexample === null) return undefined
  const [recipe] = result.counterexample
  const [difference] = compare([recipe])
  return `${fc.stringify(recipe)}, core ${difference?.core} B, V8 ${difference?.v8} B\n${difference?.nodes}`
}
