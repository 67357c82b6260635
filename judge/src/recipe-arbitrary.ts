import fc from 'fast-check'
import { type Field, type Literal, type Recipe, sampleNames, typedArrayNames } from './recipe.js'

const smi = fc.oneof(fc.integer({ min: -9, max: 99 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }))
// Whole numbers beyond the small integers, and -0, are doubles too.
const double = fc
  .oneof(fc.double(), fc.constantFrom(-0, 0.5, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY))
  .map((value) => (isSmi(value) ? value + 0.5 : value))

function isSmi(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0)
}

// Letters of one and of two bytes, an astral one, and what V8 keeps as single-character strings.
const text = fc.oneof(
  fc.string({ maxLength: 24 }),
  fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'ÿ'), maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('a', 'ő', '語', '😀'), maxLength: 12 }),
  fc.string({ minLength: 200, maxLength: 400 }),
)

const smiRecipe = smi.map((value): Recipe => ({ kind: 'smi', value }))
const doubleRecipe = double.map((value): Recipe => ({ kind: 'double', value }))
const constant = fc.constantFrom(null, undefined, true, false).map((value): Recipe => ({ kind: 'constant', value }))
const string = text.map((text): Recipe => ({ kind: 'string', text }))
const bigint = fc
  .oneof(
    fc.bigInt({ min: -9n, max: 9n }),
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
    fc.bigInt({ min: 0n, max: 2n ** 600n }),
  )
  .map((value): Recipe => ({ kind: 'bigint', digits: String(value) }))
const symbol = fc.option(text, { nil: undefined }).map((description): Recipe => ({ kind: 'symbol', description }))
const again = fc.nat({ max: 30 }).map((index): Recipe => ({ kind: 'again', index }))
const date = fc
  .oneof(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1e12, max: 2e12 }), fc.constant(Number.NaN))
  .map((time): Recipe => ({ kind: 'date', time }))
const regexp = fc
  .record({
    source: fc.constantFrom('a', 'abc', '(?<year>\\d{4})', '[^ő]+', 'x*y'),
    flags: fc.constantFrom('', 'g', 'iu'),
  })
  .map((parts): Recipe => ({ kind: 'regexp', ...parts }))
const typedArray = fc
  .record({ type: fc.constantFrom(...typedArrayNames), length: fc.oneof(fc.nat({ max: 9 }), fc.nat({ max: 200 })) })
  .map((parts): Recipe => ({ kind: 'typedArray', ...parts }))
const buffer = fc
  .record({ bytes: fc.nat({ max: 300 }), views: fc.nat({ max: 4 }) })
  .map((parts): Recipe => ({ kind: 'buffer', ...parts }))

const sample = fc.constantFrom(...sampleNames).map((name): Recipe => ({ kind: 'sample', name }))

const NAMES_PER_KIND = 8

/** Fields with names told apart by what they hold; each name once. */
function fieldsOf<V extends { readonly kind: string }>(
  values: Readonly<Record<'s' | 'd' | 'r', fc.Arbitrary<V>>>,
): fc.Arbitrary<{ readonly name: string; readonly value: V }[]> {
  const of = (kind: 's' | 'd' | 'r') =>
    fc.record({ name: fc.nat({ max: NAMES_PER_KIND - 1 }).map((number) => `${kind}${number}`), value: values[kind] })
  return fc.uniqueArray(fc.oneof(of('s'), of('d'), { weight: 3, arbitrary: of('r') }), {
    selector: ({ name }) => name,
    maxLength: 14,
  })
}

const { literalObject, literalArray } = fc.letrec<
  Record<'literal' | 'literalReference' | 'literalArray' | 'literalObject', Literal>
>((tie) => ({
  literal: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(smi, double.filter(Number.isFinite)).map((value): Literal => ({ kind: 'number', value })),
    tie('literalReference'),
  ),
  literalReference: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(
      text.map((text): Literal => ({ kind: 'string', text })),
      fc.constantFrom(null, true, false).map((value): Literal => ({ kind: 'constant', value })),
    ),
    tie('literalArray'),
    tie('literalObject'),
  ),
  literalArray: fc
    .oneof(
      fc.array(tie('literal'), { maxLength: 8 }),
      fc.array(
        smi.map((value): Literal => ({ kind: 'number', value })),
        { maxLength: 8 },
      ),
      fc.array(
        double.filter(Number.isFinite).map((value): Literal => ({ kind: 'number', value })),
        { maxLength: 8 },
      ),
    )
    .map((items): Literal => ({ kind: 'array', items })),
  literalObject: fieldsOf<Literal>({
    s: smi.map((value) => ({ kind: 'number', value })),
    d: double.filter(Number.isFinite).map((value) => ({ kind: 'number', value })),
    r: tie('literalReference'),
  }).map((fields): Literal => ({ kind: 'object', fields })),
}))
const literal = fc.oneof(literalObject, literalArray).map((of): Recipe => ({ kind: 'literal', of }))

const { container } = fc.letrec<Record<'any' | 'reference' | 'container', Recipe>>((tie) => ({
  any: fc.oneof({ maxDepth: 4 }, smiRecipe, doubleRecipe, tie('reference')),
  reference: fc.oneof(
    { maxDepth: 4 },
    string,
    constant,
    bigint,
    symbol,
    again,
    date,
    regexp,
    typedArray,
    buffer,
    literal,
    sample,
    { weight: 8, arbitrary: tie('container') },
  ),
  container: fc.oneof(
    fields(tie).map((fields): Recipe => ({ kind: 'json', fields })),
    fc
      .record({ fields: fields(tie), inherited: fc.nat({ max: 3 }) })
      .map((parts): Recipe => ({ kind: 'instance', ...parts })),
    fc.array(tie('any'), { maxLength: 8 }).map((items): Recipe => ({ kind: 'array', items })),
    fc.array(smiRecipe, { maxLength: 12 }).map((items): Recipe => ({ kind: 'array', items })),
    fc.array(fc.oneof(smiRecipe, doubleRecipe), { maxLength: 12 }).map((items): Recipe => ({ kind: 'array', items })),
    fc
      .array(fc.option(tie('any'), { nil: undefined }), { maxLength: 8 })
      .map((items): Recipe => ({ kind: 'holey', items })),
    fc.array(fc.tuple(tie('any'), tie('any')), { maxLength: 20 }).map((entries): Recipe => ({ kind: 'map', entries })),
    fc.array(tie('any'), { maxLength: 20 }).map((items): Recipe => ({ kind: 'set', items })),
    fc.oneof(smiRecipe, doubleRecipe, string, symbol, bigint).map((of): Recipe => ({ kind: 'boxed', of })),
    fields(tie).map((fields): Recipe => ({ kind: 'nullPrototype', fields })),
    fc.array(tie('any'), { minLength: 1, maxLength: 9 }).map((items): Recipe => ({ kind: 'sparse', items })),
    fc
      .record({ message: text, cause: fc.option(tie('reference'), { nil: undefined }) })
      .map((parts): Recipe => ({ kind: 'error', ...parts })),
    fc
      .oneof(
        fc.array(tie('any'), { maxLength: 8 }).map((items): Recipe => ({ kind: 'array', items })),
        fields(tie).map((fields): Recipe => ({ kind: 'json', fields })),
      )
      .map((of): Recipe => ({ kind: 'frozen', of })),
  ),
}))

function fields(tie: (name: 'any' | 'reference') => fc.Arbitrary<Recipe>): fc.Arbitrary<Field[]> {
  return fieldsOf<Recipe>({ s: smiRecipe, d: doubleRecipe, r: tie('reference') })
}

/** Nested values in canonical form. */
export const canonicalRecipe: fc.Arbitrary<Recipe> = fc.oneof(
  { weight: 12, arbitrary: container },
  { weight: 2, arbitrary: literal },
  string,
  doubleRecipe,
  bigint,
  symbol,
  date,
  regexp,
  typedArray,
  buffer,
)
