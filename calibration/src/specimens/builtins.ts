import { evaluate, type Series, series, settled } from './series.js'

const wasm = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])

/** One value a name; `undefined` where this engine has no such thing. */
const makers: Record<string, string> = {
  '{}': '({})',
  array: '[]',
  map: 'new Map',
  set: 'new Set',
  weakMap: 'new WeakMap',
  weakSet: 'new WeakSet',
  weakRef: 'new WeakRef({})',
  finalizationRegistry: 'new FinalizationRegistry(() => {})',
  date: 'new Date(0)',
  'date, now': 'new Date(1700000000000)',
  'date, used': '(() => { const date = new Date(1700000000001); date.getHours(); return date })()',
  'date, invalid': 'new Date(NaN)',
  regExp: 'new RegExp("x")',
  promise: 'new Promise(() => {})',
  'promise, resolved': 'Promise.resolve({})',
  proxy: 'new Proxy({}, {})',
  error: 'new Error("message")',
  'wrapper, Number': 'Object(1)',
  'wrapper, String': 'Object("text")',
  'wrapper, Boolean': 'Object(true)',
  'wrapper, Symbol': 'Object(Symbol())',
  'wrapper, BigInt': 'Object(1n)',
  generator: 'settled(function* () {})',
  asyncGenerator: 'settled(async function* () {})',
  mapIterator: 'new Map([[1, 2]]).entries()',
  setIterator: 'new Set([1]).values()',
  arrayIterator: '[1][Symbol.iterator]()',
  stringIterator: '"text"[Symbol.iterator]()',
  regExpStringIterator: '"text".matchAll(/t/g)',
  'iteratorHelper, map': '[1].values().map((x) => x)',
  'iteratorHelper, filter': '[1].values().filter((x) => x)',
  'iteratorHelper, take': '[1].values().take(1)',
  'iteratorHelper, drop': '[1].values().drop(1)',
  'iteratorHelper, flatMap': '[1].values().flatMap((x) => [x])',
  'iteratorHelper, concat': 'Iterator.concat([1], [2])',
  wrappedIterator: 'Iterator.from({ next() { return { done: true } } })',
  wasmMemory: 'new WebAssembly.Memory({ initial: 1 })',
  'wasmMemory, its buffer asked for':
    '(() => { const memory = new WebAssembly.Memory({ initial: 1 }); memory.buffer; return memory })()',
  'buffer of wasmMemory': 'new WebAssembly.Memory({ initial: 1 }).buffer',
  'wasmMemory, shared': 'new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true })',
  wasmTable: 'new WebAssembly.Table({ initial: 2, element: "externref" })',
  wasmGlobal: 'new WebAssembly.Global({ value: "i32" }, 1)',
  wasmModule: 'new WebAssembly.Module(wasm)',
  wasmInstance: 'new WebAssembly.Instance(new WebAssembly.Module(wasm))',
  wasmTag: 'new WebAssembly.Tag({ parameters: ["i32"] })',
  wasmException: 'new WebAssembly.Exception(new WebAssembly.Tag({ parameters: ["i32"] }), [1])',
  intlDateTimeFormat: 'new Intl.DateTimeFormat("en")',
  intlNumberFormat: 'new Intl.NumberFormat("en")',
  intlCollator: 'new Intl.Collator("en")',
  intlPluralRules: 'new Intl.PluralRules("en")',
  intlListFormat: 'new Intl.ListFormat("en")',
  intlRelativeTimeFormat: 'new Intl.RelativeTimeFormat("en")',
  intlDisplayNames: 'new Intl.DisplayNames("en", { type: "region" })',
  intlSegmenter: 'new Intl.Segmenter("en")',
  intlSegments: 'new Intl.Segmenter("en").segment("text")',
  intlSegmentIterator: 'new Intl.Segmenter("en").segment("text")[Symbol.iterator]()',
  intlLocale: 'new Intl.Locale("en")',
  intlDurationFormat: 'new Intl.DurationFormat("en")',
  'temporal, Instant': 'Temporal.Instant.fromEpochMilliseconds(0)',
  'temporal, PlainDate': 'Temporal.PlainDate.from("2020-01-01")',
  'temporal, PlainTime': 'Temporal.PlainTime.from("10:00")',
  'temporal, PlainDateTime': 'Temporal.PlainDateTime.from("2020-01-01T10:00")',
  'temporal, ZonedDateTime': 'Temporal.ZonedDateTime.from("2020-01-01T10:00[UTC]")',
  'temporal, Duration': 'Temporal.Duration.from("P1D")',
  'temporal, PlainYearMonth': 'Temporal.PlainYearMonth.from("2020-01")',
  'temporal, PlainMonthDay': 'Temporal.PlainMonthDay.from("01-01")',
  'disposableStack, sync': 'new DisposableStack',
  'disposableStack, async': 'new AsyncDisposableStack',
  rawJSON: 'JSON.rawJSON("1")',
}

export const builtins: Record<string, Series> = {}
for (const [name, text] of Object.entries(makers)) {
  const make = evaluate(`(wasm, settled) => ${text}`) as (bytes: Uint8Array, settle: typeof settled) => unknown
  builtins[name] = series(['one'], () => {
    try {
      make(wasm, settled)
    } catch {
      return undefined
    }
    return settled(() => make(wasm, settled))
  })
}
