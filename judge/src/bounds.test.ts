import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Bounds, boundsOf } from '@carat/core'
import fc from 'fast-check'
import { attainedValues, commonSizes, commonValues } from './attained-values.js'
import { canonicalValues } from './canonical-values.js'
import { type Assumption, assumptions, type Construction, construct, construction } from './construction.js'
import { heldBytes } from './held.js'
import { boundedValues, seed } from './settings.js'

const PER_SNAPSHOT = 1000

/** What is wrong with the bounds of one value. */
interface Breach {
  readonly law: string
  readonly v8: number
  readonly bounds: Bounds
  readonly strict: Bounds
  readonly broken: readonly Assumption[]
  readonly nodes: string
}

/** Canonical values that V8 can hold in less than their usual construction takes, by the reason. */
const lighterReasons: Readonly<Record<string, readonly string[]>> = {
  'a rope or a slice is two pointers': [
    ...['a one-byte string', 'a two-byte string', 'a string field', 'the same string twice', 'strings'],
    ...['an instance of a derived class', 'a Map of another realm', 'a RegExp of another realm', "Object('text')"],
  ],
  'a class may have made it without a free slot': ['{}', 'JSON.parse {}', 'a nested object', 'index keys'],
  'V8 has a box of its own for -0': ['two double fields'],
  'equal numbers may be in one box': ['a boxed number'],
  'its prototype may have been taken away': [
    ...['a null prototype', 'a null prototype with a property', 'a null prototype with 5 properties'],
  ],
  'a class may have so many slots that no other is to spare': ['an instance of 253 fields'],
  'an array may grow by its length and have no store': ['new Array(100)'],
  'its bytes may lie outside of the heap': [
    ...['Int8Array of 10', 'Uint8Array of 10', 'Uint8Array of 64', 'Uint8ClampedArray of 3', 'Int16Array of 3'],
    ...['Int32Array of 4', 'Uint32Array of 16', 'Float64Array of 8', 'BigInt64Array of 2', 'Uint8Array.of'],
  ],
}

let built = 0
let bounded = 0
let boundedStrictly = 0
let beyond = 0

/** V8 first, since core asks typed arrays for their buffers. */
function breaches(constructions: readonly Construction[]): (Breach | undefined)[] {
  const brokenOf = constructions.map(() => new Set<Assumption>())
  const values = constructions.map((made, index) => construct(made, brokenOf[index]))
  const held = heldBytes(values)
  return values.map((value, index) => {
    const broken = [...(brokenOf[index] as Set<Assumption>)]
    const bounds = boundsOf(value, { layout: 'host' })
    const strict = boundsOf(value, { layout: 'host', strict: true })
    const v8 = held.bytesOf(index)
    built++
    if (bounds.upper !== undefined) bounded++
    if (strict.upper !== undefined) boundedStrictly++
    if (bounds.upper !== undefined && v8 > bounds.upper) beyond++
    const law = brokenLaw(v8, bounds, strict, broken)
    return law === undefined ? undefined : { law, v8, bounds, strict, broken, nodes: held.describe(index) }
  })
}

function brokenLaw(v8: number, bounds: Bounds, strict: Bounds, broken: readonly Assumption[]): string | undefined {
  const { lower, upper } = bounds
  if (lower > v8) return 'V8 holds less than the lower bound'
  if (strict.lower !== lower) return 'strict has another lower bound'
  if (upper !== undefined && v8 > upper && !isAssumed(bounds, broken)) return 'V8 holds more than the upper bound'
  if (strict.upper !== undefined) {
    if (upper === undefined || strict.upper < upper) return 'the strict upper bound is below the other'
    if (v8 > strict.upper && !isAssumed(strict, broken)) return 'V8 holds more than the strict upper bound'
  }
  return undefined
}

/** Whether the bounds say that they assume one of the things that the construction broke. */
function isAssumed(bounds: Bounds, broken: readonly Assumption[]): boolean {
  return broken.some((name) => bounds.assumptions.some((sentence) => sentence.startsWith(assumptions[name])))
}

function describe({ law, v8, bounds, strict, broken, nodes }: Breach): string {
  const most = (upper: number | undefined) => (upper === undefined ? 'no upper bound' : `at most ${upper} B`)
  return (
    `${law}: at least ${bounds.lower} B, ${most(bounds.upper)}, strictly ${most(strict.upper)}, V8 ${v8} B\n` +
    `room: ${bounds.room.map(({ cause, bytes }) => `${cause} ${bytes}`).join(', ')}\n` +
    `broken: ${broken.join(', ') || 'nothing'}\n${nodes}`
  )
}

for (let first = 0; first < boundedValues; first += PER_SNAPSHOT) {
  const count = Math.min(PER_SNAPSHOT, boundedValues - first)
  // not those of the other tests
  const batchSeed = (seed + first) ^ 0x5bd1e995
  test(`${count} values built by many steps lie within their bounds (JUDGE_SEED=${seed}, from ${first})`, () => {
    const constructions = fc.sample(construction, { numRuns: count, seed: batchSeed })
    const found = breaches(constructions)
    const index = found.findIndex((breach) => breach !== undefined)
    if (index < 0) return
    const breach = found[index] as Breach
    const smallest = shrink(batchSeed, index) ?? `(within bounds when alone) ${fc.stringify(constructions[index])}`
    assert.fail(
      `${found.filter((breach) => breach !== undefined).length} of ${count} values; number ${index}: ` +
        `${describe(breach)}\nsmallest: ${smallest}\nreplay: JUDGE_SEED=${seed} node judge/run.mjs`,
    )
  })
}

test('the law was put to the test: many values have bounds, and some broke what is assumed', (context) => {
  const share = (count: number) => count / built
  context.diagnostic(
    `${built} built, ${bounded} bounded, ${boundedStrictly} strictly, ${beyond} beyond what is assumed`,
  )
  assert.ok(share(bounded) > 0.4, `${bounded} of ${built} have an upper bound`)
  assert.ok(share(boundedStrictly) > 0.05, `${boundedStrictly} of ${built} have a strict one`)
  assert.ok(beyond > 0, 'no construction went beyond the upper bound: what is assumed is not needed')
})

/** The smallest construction beyond its bounds, found by fast-check: it takes a snapshot for each it tries. */
function shrink(batchSeed: number, index: number): string | undefined {
  const within = fc.property(construction, (made) => breaches([made])[0] === undefined)
  const result = fc.check(within, { seed: batchSeed, path: String(index), numRuns: 1, interruptAfterTimeLimit: 20_000 })
  if (!result.failed || result.counterexample === null) return undefined
  const [made] = result.counterexample
  const [breach] = breaches([made])
  return breach === undefined ? fc.stringify(made) : `${fc.stringify(made)}\n${describe(breach)}`
}

const canonical = canonicalValues.map(({ make }) => make())
const canonicalHeld = heldBytes(canonical)

test('canonical values lie within their bounds', () => {
  for (const [index, { name }] of canonicalValues.entries()) {
    const v8 = canonicalHeld.bytesOf(index)
    const bounds = boundsOf(canonical[index], { layout: 'host' })
    const strict = boundsOf(canonical[index], { layout: 'host', strict: true })
    const law = brokenLaw(v8, bounds, strict, [])
    assert.equal(law, undefined, `${name}: ${law}: ${fc.stringify({ bounds, strict, v8 })}`)
  }
})

test('V8 holds the least for canonical values, but where there is a lighter construction', () => {
  const higher: string[] = []
  for (const [index, { name }] of canonicalValues.entries()) {
    const { lower, upper } = boundsOf(canonical[index], { layout: 'host' })
    if (upper !== undefined && lower !== canonicalHeld.bytesOf(index)) higher.push(name)
  }
  const unexpected = higher.filter((name) => !Object.values(lighterReasons).some((names) => names.includes(name)))
  assert.deepEqual(unexpected, [])
  for (const [reason, names] of Object.entries(lighterReasons)) {
    for (const name of names) assert.ok(higher.includes(name), `${name} is the least that there is, although ${reason}`)
  }
})

const attained = attainedValues.flatMap(({ sizes, make }) => sizes.map((size) => make(size)))
const attainedHeld = heldBytes(attained)

let first = 0
for (const { name, sizes, short } of attainedValues) {
  const start = first
  first += sizes.length
  const but = short === undefined ? '' : `, but for ${short.bytes} B: ${short.because}`
  test(`${name}: V8 holds what the upper bound says${but}`, () => {
    for (const [place, size] of sizes.entries()) {
      const index = start + place
      const { upper, room } = boundsOf(attained[index], { layout: 'host' })
      const text = () => `${name.replace('#', String(size))}: ${fc.stringify(room)}\n${attainedHeld.describe(index)}`
      assert.equal(attainedHeld.bytesOf(index) + (short?.bytes ?? 0), upper, text())
    }
  })
}

const common = commonValues.flatMap(({ make }) => commonSizes.map(make))
const commonHeld = heldBytes(common)

for (const [number, { name }] of commonValues.entries()) {
  test(`${name}: V8 holds no more than the upper bound says, at each size from 0 to 300`, () => {
    for (const [place, size] of commonSizes.entries()) {
      const index = number * commonSizes.length + place
      const bounds = boundsOf(common[index], { layout: 'host' })
      const strict = boundsOf(common[index], { layout: 'host', strict: true })
      const law = brokenLaw(commonHeld.bytesOf(index), bounds, strict, [])
      assert.equal(law, undefined, `${size}: ${law}: ${fc.stringify({ bounds, strict })}`)
      assert.notEqual(bounds.upper, undefined)
    }
  })
}
