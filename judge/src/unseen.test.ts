import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sizeOf } from '@carat/core'
import fc from 'fast-check'
import { HeldValues } from '../../packages/heap/dist/esm/process/held-values.js'
import { reportOf } from '../../packages/heap/dist/esm/process/unseen-by.js'
import { generatedValues, nodeMajor, seed } from './settings.js'

// Values that hide most of what they hold. What V8 has for them is added up from its own sizes while they are made:
//   walk + unseen = as built = the sum.

const PER_SNAPSHOT = 500

/** A value that hides others, as data: what it is made of. */
type Hiding =
  | { readonly kind: 'leaf'; readonly length: number }
  | { readonly kind: 'closure'; readonly held: readonly Hiding[] }
  | { readonly kind: 'field'; readonly held: Hiding }
  | { readonly kind: 'weak map'; readonly entries: readonly Hiding[] }
  | { readonly kind: 'promise'; readonly held: Hiding }
  | { readonly kind: 'bound'; readonly held: Hiding }
  | { readonly kind: 'proxy'; readonly held: Hiding }
  | { readonly kind: 'object'; readonly held: readonly Hiding[] }

interface Made {
  readonly value: object
  /** What V8 holds for it. */
  readonly bytes: number
  /** What a walk sees of it. */
  readonly seen: number
}

const HEADER = 24
const STORE = 16
const SLOT = 8
const CLOSURE = 56
const array = (capacity: number): number => 32 + STORE + capacity * SLOT
const scope = (variables: number): number => 16 + (2 + variables) * SLOT
const PROXY = nodeMajor >= 26 ? 40 : 32
/** The table of a WeakMap of one or two entries. */
const WEAK_TABLE = 104

const { hiding } = fc.letrec<{ hiding: Hiding }>((tie) => ({
  hiding: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.record({ kind: fc.constant('leaf' as const), length: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ kind: fc.constant('closure' as const), held: fc.array(tie('hiding'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ kind: fc.constant('field' as const), held: tie('hiding') }),
    fc.record({
      kind: fc.constant('weak map' as const),
      entries: fc.array(tie('hiding'), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ kind: fc.constant('promise' as const), held: tie('hiding') }),
    fc.record({ kind: fc.constant('bound' as const), held: tie('hiding') }),
    fc.record({ kind: fc.constant('proxy' as const), held: tie('hiding') }),
    fc.record({ kind: fc.constant('object' as const), held: fc.array(tie('hiding'), { minLength: 1, maxLength: 4 }) }),
  ),
})) as { hiding: fc.Arbitrary<Hiding> }

class Hider {
  readonly #held: unknown

  constructor(held: unknown) {
    this.#held = held
  }

  get isEmpty(): boolean {
    return this.#held === undefined
  }
}
for (let made = 0; made < 20; made++) new Hider(made)

function boundFunction(): void {}

/** The scope has as many variables as there are values: a function for each number of them. */
const closures = [
  ([a]: readonly object[]) =>
    () =>
      a,
  ([a, b]: readonly object[]) =>
    () => [a, b],
  ([a, b, c]: readonly object[]) =>
    () => [a, b, c],
]

function build(recipe: Hiding): Made {
  switch (recipe.kind) {
    case 'leaf': {
      const bytes = array(recipe.length)
      return { value: new Array(recipe.length).fill(7), bytes, seen: bytes }
    }
    case 'closure': {
      const held = recipe.held.map(build)
      const close = closures[held.length - 1] as (values: readonly object[]) => object
      const value = close(held.map((made) => made.value))
      return { value, bytes: CLOSURE + scope(held.length) + sum(held), seen: CLOSURE }
    }
    case 'field': {
      const held = build(recipe.held)
      return { value: new Hider(held.value), bytes: HEADER + SLOT + held.bytes, seen: HEADER + SLOT }
    }
    case 'weak map': {
      // each key is held beside the map
      const held = recipe.entries.map(build)
      const keys = held.map((_, key) => ({ key }))
      const weak = new WeakMap(keys.map((key, i) => [key, (held[i] as Made).value]))
      const shown = HEADER + 2 * SLOT + array(keys.length) + keys.length * (HEADER + SLOT) + 32 + WEAK_TABLE
      return { value: { keys, weak }, bytes: shown + sum(held), seen: shown }
    }
    case 'promise': {
      const held = build(recipe.held)
      // within an object: a promise resolves to no other promise
      return { value: Promise.resolve({ result: held.value }), bytes: 48 + HEADER + SLOT + held.bytes, seen: 48 }
    }
    case 'bound': {
      const held = build(recipe.held)
      // the function itself hangs on each that is bound to it, once
      return { value: boundFunction.bind(held.value), bytes: 48 + held.bytes, seen: 48 }
    }
    case 'proxy': {
      const held = build(recipe.held)
      return { value: new Proxy(held.value, {}), bytes: PROXY + held.bytes + HEADER + 4 * SLOT, seen: PROXY }
    }
    case 'object': {
      const held = recipe.held.map(build)
      const value = JSON.parse(`{${held.map((_, i) => `"hidden${i}":null`).join()}}`) as Record<string, unknown>
      held.forEach((made, i) => {
        value[`hidden${i}`] = made.value
      })
      return { value, bytes: HEADER + held.length * SLOT + sum(held), seen: HEADER + held.length * SLOT + seenOf(held) }
    }
  }
}

const sum = (made: readonly Made[]): number => made.reduce((total, { bytes }) => total + bytes, 0)
const seenOf = (made: readonly Made[]): number => made.reduce((total, { seen }) => total + seen, 0)

/** What all bound functions of a value share. Without arguments they have no list of them. */
const boundTarget = (recipe: Hiding): number => (JSON.stringify(recipe).includes('"kind":"bound"') ? 64 : 0)

for (let first = 0; first < generatedValues; first += PER_SNAPSHOT) {
  const count = Math.min(PER_SNAPSHOT, generatedValues - first)
  test(`what ${count} values hide adds up (JUDGE_SEED=${seed}, from ${first})`, () => {
    const recipes = fc.sample(hiding, { numRuns: count, seed: seed + first })
    const made = recipes.map(build)
    const all = new HeldValues(
      made.map(({ value }) => value),
      {},
    )
    const wrong: string[] = []
    made.forEach(({ value, bytes, seen }, place) => {
      const recipe = recipes[place] as Hiding
      const { walk, heap, rows } = reportOf(all, all.at(place))
      const expected = bytes + boundTarget(recipe)
      const total = rows.reduce<number>((added, row) => added + row.bytes, walk)
      if (total !== heap || heap !== expected || walk !== seen || walk !== sizeOf(value, { layout: 'host' })) {
        wrong.push(
          `walk ${walk} B (${seen}), unseen up to ${total} B, heap ${heap} B, made of ${expected} B: ${JSON.stringify(recipe)}`,
        )
      }
    })
    assert.equal(wrong.length, 0, `${wrong.length} of ${count}, first:\n${wrong.slice(0, 3).join('\n')}`)
  })
}
