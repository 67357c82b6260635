import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sizeOf } from '@carat/core'
import fc from 'fast-check'
import { lowerBoundOf } from '../../packages/core/dist/esm/lower-bound.js'
import { heavierValues, lighterValues } from './as-built-values.js'
import { canonicalValues } from './canonical-values.js'
import { type Construction, construct, construction } from './construction.js'
import { heldBytes } from './held.js'
import { generatedValues, nodeMajor, seed } from './settings.js'

const PER_SNAPSHOT = 1000

interface Excess {
  readonly lower: number
  readonly v8: number
  readonly nodes: string
}

function excesses(constructions: readonly Construction[]): (Excess | undefined)[] {
  const values = constructions.map((made) => construct(made))
  const held = heldBytes(values)
  return values.map((value, index) => {
    const lower = lowerBoundOf(value, { layout: 'host' })
    const v8 = held.bytesOf(index)
    return lower <= v8 ? undefined : { lower, v8, nodes: held.describe(index) }
  })
}

for (let first = 0; first < generatedValues; first += PER_SNAPSHOT) {
  const count = Math.min(PER_SNAPSHOT, generatedValues - first)
  const batchSeed = seed + first
  test(`${count} values built by many steps hold no less than their lower bound (JUDGE_SEED=${seed}, from ${first})`, () => {
    const constructions = fc.sample(construction, { numRuns: count, seed: batchSeed })
    const found = excesses(constructions)
    const index = found.findIndex((excess) => excess !== undefined)
    if (index < 0) return
    const { lower, v8, nodes } = found[index] as Excess
    const smallest = shrink(batchSeed, index) ?? `(within bounds when alone) ${fc.stringify(constructions[index])}`
    assert.fail(
      `${found.filter((excess) => excess !== undefined).length} of ${count} values; number ${index}: ` +
        `lower bound ${lower} B, V8 ${v8} B\nsmallest: ${smallest}\nthe value:\n${nodes}\n` +
        `replay: JUDGE_SEED=${seed} node judge/run.mjs`,
    )
  })
}

test('canonical values hold no less than their lower bound', () => {
  const values = canonicalValues.map(({ make }) => make())
  const held = heldBytes(values)
  for (const [index, { name }] of canonicalValues.entries()) {
    const lower = lowerBoundOf(values[index], { layout: 'host' })
    assert.ok(lower <= held.bytesOf(index), `${name}: lower bound ${lower} B, V8 ${held.bytesOf(index)} B`)
  }
})

const everyday = heavierValues.map(({ make }) => make())
const lighter = lighterValues.map(({ make }) => make())
const held = heldBytes([...everyday, ...lighter])

for (const [index, { name }] of heavierValues.entries()) {
  test(`${name}: V8 holds at least what sizeOf says`, () => {
    const size = sizeOf(everyday[index], { layout: 'host' })
    const v8 = held.bytesOf(index)
    assert.ok(size <= v8, `core says ${size} B, V8 ${v8} B:\n${held.describe(index)}`)
    const lower = lowerBoundOf(everyday[index], { layout: 'host' })
    assert.ok(lower <= size, `lower bound ${lower} B, core says ${size} B`)
  })
}

for (const [number, { name, reason, on, notShown }] of lighterValues.entries()) {
  const isLighter = on === undefined || on.includes(nodeMajor)
  const title = isLighter ? `V8 holds less than sizeOf says, since ${reason}` : 'on this Node V8 holds what sizeOf says'
  test(`${name}: ${title}`, () => {
    const value = lighter[number]
    const v8 = held.bytesOf(everyday.length + number)
    const lower = lowerBoundOf(value, { layout: 'host' })
    assert.ok(lower <= v8 || notShown, `lower bound ${lower} B, V8 ${v8} B`)
    const size = sizeOf(value, { layout: 'host' })
    assert.equal(size > v8, isLighter, `core says ${size} B, V8 ${v8} B`)
  })
}

/** The smallest construction below its bound, found by fast-check: it takes a snapshot for each it tries. */
function shrink(batchSeed: number, index: number): string | undefined {
  const within = fc.property(construction, (made) => excesses([made])[0] === undefined)
  const result = fc.check(within, { seed: batchSeed, path: String(index), numRuns: 1, interruptAfterTimeLimit: 20_000 })
  if (!result.failed || result.counterexample === null) return undefined
  const [made] = result.counterexample
  const [excess] = excesses([made])
  return `${fc.stringify(made)}, lower bound ${excess?.lower} B, V8 ${excess?.v8} B\n${excess?.nodes}`
}
