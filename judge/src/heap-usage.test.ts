import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sizeOf } from '@carat/core'
import fc from 'fast-check'
import { type HeldValue, HeldValues } from '../../packages/heap/dist/esm/process/held-values.js'
import { reportOf } from '../../packages/heap/dist/esm/process/unseen-by.js'
import { heavierValues, lighterValues } from './as-built-values.js'
import { canonicalValues } from './canonical-values.js'
import { construct, construction } from './construction.js'
import { type Held, heldBytes } from './held.js'
import { libraryValues } from './library-values.js'
import { build } from './recipe.js'
import { canonicalRecipe } from './recipe-arbitrary.js'
import { generatedValues, seed } from './settings.js'

// The heap package finds what a value holds by rules of its own. The judge has others, written for other ends, and cuts off
// what JavaScript can't see: without that, and with the slack that heap usage sets apart, the two must agree.

const PER_SNAPSHOT = 1000

interface Case {
  readonly name: string
  readonly value: unknown
}

/** Bytes that JavaScript can see, asked for by the walk or not, slack included, as V8 has them. */
function visibleOf(all: HeldValues, one: HeldValue): number {
  let bytes = 0
  one.held.nodes.forEach((node, place) => {
    const origin = one.held.origins[one.held.originOf[place] as number]
    if (origin !== undefined && (origin.cause !== 'unasked properties' || all.walk.stacks.has(node))) return
    const { used, slack } = all.bytesOf(node, one.objectAt(node))
    bytes += used + slack
  })
  return bytes
}

/** Causes that say how V8 holds what the walk sees, and not that it holds more. */
const comparisons = new Set<string>([
  'spare capacity',
  'dictionary properties',
  'other form',
  'strings',
  'boxed numbers',
  'declared memory',
])

/** The same values in a snapshot of the judge's and in one of heap usage, both before anything looks into them. */
class Compared {
  readonly cases: readonly Case[]
  readonly all: HeldValues
  readonly held: Held

  constructor(cases: readonly Case[]) {
    const values = cases.map(({ value }) => value)
    this.cases = cases
    // In this order: to list the objects of a value makes fast prototypes of some, as every look at a property does.
    this.all = new HeldValues(values, {})
    this.held = heldBytes(values)
  }

  disagreements(): string[] {
    const { all, held } = this
    const found: string[] = []
    this.cases.forEach(({ name, value }, place) => {
      const one = all.at(place)
      const report = reportOf(all, one)
      const visible = visibleOf(all, one)
      const sum = report.rows.reduce<number>((bytes, row) => bytes + row.bytes, report.walk)
      if (visible !== held.bytesOf(place)) {
        found.push(
          `heap usage sees ${visible} B, the judge ${held.bytesOf(place)} B:\n${held.describe(place)}\nheap usage:\n${nodesOf(all, one)}\n${name}`,
        )
      }
      if (sum !== report.heap) found.push(`walk and unseen add up to ${sum} B, as built is ${report.heap} B: ${name}`)
      if (report.walk !== sizeOf(value, { layout: 'host' })) found.push(`walk is ${report.walk} B: ${name}`)
    })
    return found
  }
}

function nodesOf({ graph }: HeldValues, { held }: HeldValue): string {
  const lines = held.nodes.flatMap((node, place) => {
    if ((held.originOf[place] as number) >= 0) return []
    const type = graph.nodeTypeNames[graph.nodeTypes[node] as number]
    return [
      `${String(graph.selfSizes[node]).padStart(8)}  ${type} ${graph.strings.get(graph.nodeNames[node] as number).slice(0, 40)}`,
    ]
  })
  return lines.slice(0, 60).join('\n')
}

// At once: the second time that V8 evaluates some of these expressions, it holds the result in another form.
const canonical = new Compared(canonicalValues.map(({ name, make }) => ({ name, value: make() })))

test('canonical values are held as the judge says', () => {
  assert.deepEqual(canonical.disagreements(), [])
})

test('canonical values are settled: apart from what can’t be seen, V8 holds what the walk counts', () => {
  const wrong: string[] = []
  canonical.cases.forEach(({ name }, place) => {
    const { walk, heap, rows } = reportOf(canonical.all, canonical.all.at(place))
    const differing = rows.filter(({ cause }) => comparisons.has(cause))
    // what hangs on the object for V8, and on a part of it for the walk, is no difference
    const difference = differing.reduce<number>((bytes, row) => bytes + row.bytes, 0)
    if (difference !== 0) wrong.push(`${name}: walk ${walk} B, heap ${heap} B: ${JSON.stringify(differing)}`)
  })
  assert.deepEqual(wrong, [])
})

test('no canonical value weighs more than V8 holds for it', () => {
  const recipes = fc.sample(canonicalRecipe, { numRuns: 1000, seed })
  const all = new HeldValues(
    recipes.map((recipe) => build(recipe)),
    {},
  )
  const wrong: string[] = []
  recipes.forEach((recipe, place) => {
    const { walk, heap } = reportOf(all, all.at(place))
    if (walk > heap) wrong.push(`walk ${walk} B, heap ${heap} B: ${fc.stringify(recipe)}`)
  })
  assert.deepEqual(wrong, [], `JUDGE_SEED=${seed}`)
})

test('values that were built in odd ways are held as the judge says', () => {
  // of sloppy arguments the judge counts the description of their scope, which is the program's
  const compared = [...heavierValues, ...lighterValues].filter(({ name }) => name !== 'arguments with names')
  const cases = compared.map(({ name, make }) => ({ name, value: make() }))
  assert.deepEqual(new Compared(cases).disagreements(), [])
})

test('values of libraries are held as the judge says', () => {
  assert.deepEqual(new Compared(libraryValues.map(({ name, make }) => ({ name, value: make() }))).disagreements(), [])
})

for (let first = 0; first < generatedValues; first += PER_SNAPSHOT) {
  const count = Math.min(PER_SNAPSHOT, generatedValues - first)
  test(`${count} generated values are held as the judge says (JUDGE_SEED=${seed}, from ${first})`, () => {
    const half = { numRuns: Math.ceil(count / 2), seed: seed + first }
    const recipes = fc.sample(canonicalRecipe, half)
    const constructions = fc.sample(construction, half)
    const compared = new Compared([
      ...recipes.map((recipe) => ({ name: fc.stringify(recipe), value: build(recipe) })),
      ...constructions.map((made) => ({ name: fc.stringify(made), value: construct(made) })),
    ])
    const found = compared.disagreements()
    assert.equal(found.length, 0, `${found.length} of ${count} differ, first:\n${found[0]}`)
  })
}
