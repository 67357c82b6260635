import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measure, sizeOf } from '@carat/core'
import fc from 'fast-check'
import { type BuiltClass, buildClass, type ClassRecipe, classRecipe } from './class-recipe.js'
import { decoratedBytes } from './decorated-bytes.js'
import { heldBytes } from './held.js'
import { generatedValues, seed } from './settings.js'

// Classes written at random: what their objects weigh is read from their source, and V8 says whether it was read right.

const PER_SNAPSHOT = 500

// a class takes longer to make than a plain value
const count = Math.ceil(generatedValues / (3 * PER_SNAPSHOT)) * PER_SNAPSHOT

/** What differs between core and V8, as a text, if anything does. */
type Compare = (built: readonly BuiltClass[]) => (string | undefined)[]

const shownObjects: Compare = (built) => {
  const held = decoratedBytes(built.map(({ object }) => object))
  return built.map(({ object }, index) => {
    const { bytes, unseen, warnings } = measure(object, { layout: 'host' })
    const isNamed = unseen.some(({ reason }) => reason === 'private fields')
    if (bytes === held[index] && !isNamed && warnings.length === 0) return undefined
    return `core says ${bytes} B, V8 ${held[index]} B; ${JSON.stringify({ unseen, warnings })}`
  })
}

const partlyShownObjects: Compare = (built) => {
  const held = decoratedBytes(built.map(({ object }) => object))
  return built.map(({ object, hidden, hiddenFields }, index) => {
    const { bytes, unseen } = measure(object, { layout: 'host' })
    const rest = hidden.reduce<number>((sum, value) => sum + sizeOf(value, { layout: 'host' }), 0)
    const isNamed = unseen.some(({ reason }) => reason === 'private fields')
    if (bytes + rest === held[index] && isNamed === hiddenFields > 0) return undefined
    return `core says ${bytes} B and ${rest} B hidden, V8 ${held[index]} B; ${JSON.stringify(unseen)}`
  })
}

const classesThemselves: Compare = (built) => {
  const all = built.flatMap(({ classes }) => classes)
  const held = heldBytes(all)
  let index = 0
  return built.map(({ classes }) => {
    const wrong: string[] = []
    for (const [depth, Class] of classes.entries()) {
      const bytes = sizeOf(Class, { layout: 'host' })
      const v8 = held.bytesOf(index)
      if (bytes !== v8) wrong.push(`class ${depth}: core says ${bytes} B, V8 ${v8} B\n${held.describe(index)}`)
      index++
    }
    return wrong.length === 0 ? undefined : wrong.join('\n')
  })
}

const laws: readonly (readonly [name: string, recipe: fc.Arbitrary<ClassRecipe>, compare: Compare])[] = [
  ['objects whose private fields are shown', classRecipe(fc.constant(true)), shownObjects],
  ['objects whose private fields are shown in part', classRecipe(fc.boolean()), partlyShownObjects],
  ['classes with static private fields', classRecipe(fc.boolean()), classesThemselves],
]

for (const [name, recipe, compare] of laws) {
  for (let first = 0; first < count; first += PER_SNAPSHOT) {
    test(`${PER_SNAPSHOT} ${name} take the bytes that V8 holds (JUDGE_SEED=${seed}, from ${first})`, () => {
      const batchSeed = seed + first
      const recipes = fc.sample(recipe, { numRuns: PER_SNAPSHOT, seed: batchSeed })
      const built = recipes.map(buildClass)
      const differences = compare(built)
      const index = differences.findIndex((difference) => difference !== undefined)
      if (index < 0) return
      const wrong = differences.filter((difference) => difference !== undefined).length
      assert.fail(
        `${wrong} of ${PER_SNAPSHOT} differ; number ${index}: ${differences[index]}\n${built[index]?.source}\n` +
          `smallest: ${shrink(recipe, compare, batchSeed, index)}\nreplay: JUDGE_SEED=${seed} node judge/run.mjs`,
      )
    })
  }
}

/** The smallest chain that differs, found by fast-check: it takes a snapshot for each it tries. */
function shrink(recipe: fc.Arbitrary<ClassRecipe>, compare: Compare, batchSeed: number, index: number): string {
  const isAlike = fc.property(recipe, (one) => compare([buildClass(one)])[0] === undefined)
  const result = fc.check(isAlike, {
    seed: batchSeed,
    path: String(index),
    numRuns: 1,
    interruptAfterTimeLimit: 20_000,
  })
  if (!result.failed || result.counterexample === null) return 'alike when alone'
  const built = buildClass(result.counterexample[0])
  return `${compare([built])[0]}\n${built.source}`
}
