/** One edge of a snapshot with both its ends. */
export interface Edge {
  readonly fromType: string
  readonly fromName: string
  readonly type: string
  readonly name: string | number
  readonly toType: string
  readonly toName: string
  /** Whether the node that the edge leads to points at one of this name. */
  toPointsAt(name: string): boolean
}

/** An edge that is not followed when the bytes of a value are added up, and why. */
export interface Rule {
  readonly name: string
  readonly because: string
  applies(edge: Edge): boolean
}

const hidden = ({ type }: Edge) => type === 'hidden'
const internal = (...names: string[]) => {
  const set = new Set<string | number>(names)
  return ({ type, name }: Edge) => type === 'internal' && set.has(name)
}
// A snapshot shows V8's private symbols and `Symbol()` alike, as `<symbol>`: values for the judge describe their symbols.
const underPrivateSymbol = ({ type, name }: Edge) => type === 'property' && name === '<symbol>'
const STRINGS = new Set(['string', 'concatenated string', 'sliced string'])
const EPHEMERON = / \/ part of key /
const INTL = new Set([
  'Collator',
  'DateTimeFormat',
  'DisplayNames',
  'DurationFormat',
  'ListFormat',
  'Locale',
  'NumberFormat',
  'PluralRules',
  'RelativeTimeFormat',
  'Segment Iterator',
  'Segmenter',
  'Segments',
])
const ITERATORS = new Set([
  'Array Iterator',
  'Iterator',
  'MapIterator',
  'RegExpStringIterator',
  'SetIterator',
  'StringIterator',
])

/** Edges to what belongs to the program and not to the value, in the order of design section 4.2. */
export const programRules: readonly Rule[] = [
  {
    name: 'weak edges',
    because: 'they keep nothing alive',
    applies: ({ type }) => type === 'weak',
  },
  {
    name: 'hidden classes',
    because: 'all objects of one shape share theirs, with its descriptors and the names of its properties',
    applies: internal('map', 'initial_map'),
  },
  {
    name: 'prototypes',
    because: 'all instances share theirs',
    applies: ({ type, name }) => type === 'property' && name === '__proto__',
  },
  {
    name: 'prototype objects of functions',
    because: 'they come with the function, lazily, and serve its instances',
    applies: ({ type, name, fromType }) => type === 'property' && name === 'prototype' && fromType === 'closure',
  },
  {
    name: 'code',
    because: 'all closures of one function share it',
    applies: (edge) =>
      edge.fromType === 'closure' && internal('shared', 'feedback_cell', 'code', 'dispatch_handle')(edge),
  },
  {
    name: 'realms',
    because: 'functions and registries point at the realm they were made in',
    applies: ({ toName, toType }) => toType === 'hidden' && toName === 'system / NativeContext',
  },
  {
    name: 'contents of property stores',
    because: 'each value in one is an edge of its object already; what only the store has are names and descriptors',
    applies: ({ fromType, fromName }) =>
      (fromType === 'array' && fromName === '(object properties)') ||
      (fromType === 'hidden' && (fromName === 'system / PropertyArray' || fromName === 'system / SwissNameDictionary')),
  },
  {
    name: 'notes of Node.js on buffers',
    because:
      'it marks its pools as not to be transferred, under a private symbol or by a detach key; the link from a buffer to ' +
      'its WebAssembly.Memory looks alike and belongs to the buffer',
    applies: (edge) => hidden(edge) && edge.fromName === 'ArrayBuffer' && !edge.toPointsAt('Memory'),
  },
  {
    name: 'accessors in C++',
    because: 'one template serves the realm',
    applies: ({ toName }) => toName === 'system / FunctionTemplateInfo' || toName === 'system / AccessorInfo',
  },
  {
    name: 'wasm bookkeeping',
    because: 'what links a memory or a table to its instances lies beside the value',
    applies: ({ type, toName }) =>
      type === 'hidden' && (toName === 'system / Foreign' || toName === 'system / WeakArrayList'),
  },
  {
    name: 'compiled regular expressions',
    because: 'code: V8 shares it between equal expressions and makes it on first use; the source text is the value’s',
    applies: (edge) => hidden(edge) && edge.fromType === 'regexp' && !STRINGS.has(edge.toType),
  },
  {
    name: 'notes of the engine',
    because:
      'what functions, regular-expression results and tagged templates keep under private symbols; `ClassPositions` is ' +
      'the exception, since every class has one, shared only by classes of one and the same expression',
    applies: (edge) =>
      underPrivateSymbol(edge) &&
      (edge.fromType === 'closure' || edge.fromName === 'Array') &&
      edge.toName !== 'system / ClassPositions',
  },
  {
    name: 'values of weak maps, from their keys',
    because: 'an entry of a WeakMap hangs on map and key together; the key does not own it',
    applies: ({ type, name, fromType }) => type === 'internal' && fromType !== 'array' && EPHEMERON.test(String(name)),
  },
  {
    name: 'digits of numbers',
    because: 'the snapshot shows a number by a text that does not exist in the heap',
    applies: ({ fromType }) => fromType === 'number',
  },
]

/** Edges to what belongs to the value, and what no walk in JavaScript can see. Each is a reason in `measure(value).unseen`. */
export const unseenRules: readonly Rule[] = [
  {
    name: 'closure context',
    because: 'variables of a scope can be read by its functions alone',
    applies: (edge) => edge.fromType === 'closure' && internal('context')(edge),
  },
  {
    name: 'private fields',
    because: '#names exist inside their class only; the Context edge is how V8 brands instances with private methods',
    applies: ({ type, name, toName, fromType }) =>
      type === 'property' && ((String(name).startsWith('#') && fromType !== 'array') || toName === 'system / Context'),
  },
  {
    name: 'proxy target and handler',
    because: 'a proxy shows its traps and nothing else',
    applies: ({ fromName, fromType }) => fromType === 'hidden' && fromName === 'system / JSProxy',
  },
  {
    name: 'weak collection entries',
    because: 'they can be asked for, not listed',
    applies: ({ type, name, fromType }) => type === 'internal' && fromType === 'array' && EPHEMERON.test(String(name)),
  },
  {
    name: 'promise result',
    because: 'it comes asynchronously or not at all',
    applies: internal('reactions_or_result'),
  },
  {
    name: 'suspended generator',
    because: 'its registers can be read by its body alone',
    applies: internal('function', 'context', 'parameters_and_registers', 'receiver'),
  },
  {
    name: 'bound function',
    because: 'a bound function shows its name and length',
    applies: internal('bound_function', 'bound_this', 'bindings'),
  },
  {
    name: 'iterator state',
    because: 'asking moves it',
    applies: (edge) => hidden(edge) && edge.fromType === 'object' && ITERATORS.has(edge.fromName),
  },
  {
    name: 'error stack',
    because: 'captured frames depend on the stack and the version, and become a text when first read',
    applies: (edge) => underPrivateSymbol(edge) && edge.fromType === 'object' && edge.fromName !== 'Array',
  },
  {
    name: 'finalization registry cells',
    because: 'no method lists them',
    applies: (edge) => hidden(edge) && edge.fromName === 'FinalizationRegistry',
  },
  {
    name: 'native memory',
    because: 'what the C++ side of an Intl object or a host object holds',
    applies: (edge) =>
      (hidden(edge) && edge.fromType === 'object' && INTL.has(edge.fromName)) ||
      internal('javascript_to_native', 'native_to_javascript')(edge),
  },
]
