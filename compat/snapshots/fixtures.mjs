/**
 * The test files of the user, in TypeScript and in JavaScript, and what their snapshots must hold.
 *
 * The texts here stand for both languages: what lies between « and » is TypeScript's alone. `§cache§` is a call of the
 * inline matcher, and `§cache|{ within: '2%' }§` one with options: empty before the first run, with the text after it.
 */

/** @typedef {'TypeScript' | 'JavaScript'} Language */

export const languages = /** @type {Language[]} */ (['TypeScript', 'JavaScript'])
const extensions = { TypeScript: 'ts', JavaScript: 'js' }

/** How large the values are: tests read it, and a changed one is a changed value. */
export const sizes = {
  steady: 40,
  grown: 6,
  shrunk: 9,
  tolerated: 400,
  beyond: 400,
  ratcheted: 30,
  hasObsolete: true,
  isRearranged: false,
}

const values = `
class Session {
  «id: number
  user: string
  scores: number[]
  »constructor(id«: number») {
    this.id = id
    this.user = \`user \${id}\`
    this.scores = [id + 0.5, id + 0.25]
  }
}

// The same data, put together in another way.
function arranged«<T extends object>»(value«: T»)«: T» {
  if (!sizes.isRearranged) return value
  return structuredClone(Object.fromEntries(Object.entries(value).reverse()))« as T»
}

function sessions(count«: number») {
  const list = Array.from({ length: count }, (_, index) => new Session(index))
  return { list, byUser: new Map(list.map((session) => [session.user, session])) }
}

// Many rows, of which \`albums\` alone grows; those that stay come last.
function store(albums«: number») {
  const shared = { label: 'shared by two' }
  return arranged({
    albums: Array.from({ length: albums }, (_, index) => arranged({ index, title: \`album \${index}\` })),
    steadyDoubles: [0.5, 1.5, 2.5],
    steadyMap: new Map([['one', { first: shared }], ['two', { second: shared }]]),
    steadyText: 'a steady text',
    steadyWide: 'price in €',
    tags: new Set(['x1', 'x2', 'x3']),
    zone: arranged({ offset: 1.5, zoneName: 'Europe/Zurich' }),
  })
}

const list = (length«: number») => Array.from({ length }, (_, index) => \`entry \${index}\`)

// Names that mean something in the template literal of a snapshot.
const marked = arranged({ '\`quoted\`': [1.5], 'with \${braces}': [2.5, 3.5], 'back\\\\slash': [4.5, 5.5, 6.5], 'line\\nbreak': [7.5, 8.5] })
`

/** The same values in this process. */
export function valuesOf(given) {
  return new Function('sizes', `${inLanguage(values, 'JavaScript')}\nreturn { sessions, store, list, marked }`)(given)
}

/**
 * Test files by name, each with its tests' texts.
 * @param {import('./runners.mjs').Runner} runner
 */
export function testFiles(runner, language) {
  const head = `${runner.imports(language)}\n${values}`
  const files = { inline, file: fileSnapshots, plain, concurrent, retried, changing }
  return Object.fromEntries(
    Object.entries(files).map(([name, body]) => [
      testFile(name, language),
      inLanguage(`${head}${body(runner)}`, language),
    ]),
  )
}

export const testFile = (name, language) => `test/${name}.test.${extensions[language]}`
export const snapshotFile = (name, language) => `test/__snapshots__/${name}.test.${extensions[language]}.snap`

/** What the inline calls of a source hold, for the values named in them. */
export function beforeFirstRun(source) {
  return source.replace(/§(.*?)§/g, (_, call) => matcherCall(call.split('|')[1]))
}

/** @param {(name: string) => string} textOf The text of the value with that name. */
export function afterFirstRun(source, textOf, runner) {
  const rewritten = source.replace(/§(.*?)§/g, (_, call, at) => {
    const [name, options] = call.split('|')
    const indent = /^\s*/.exec(source.slice(source.lastIndexOf('\n', at) + 1, at))[0]
    return matcherCall(options, runner.literal(textOf(name), indent))
  })
  return runner.reprinted(rewritten)
}

function matcherCall(options, literal) {
  return `toMatchInlineMemorySnapshot(${[options, literal].filter((argument) => argument !== undefined).join(', ')})`
}

function inLanguage(text, language) {
  return text.replace(/«([^»]*)»/g, language === 'TypeScript' ? '$1' : '')
}

// The formatting is no formatter's: whatever rewrites the file must leave it alone.
const inline = () => `
// expect(nobody).toMatchInlineMemorySnapshot() in a comment
const   untouched = "toMatchInlineMemorySnapshot()" ;  

test('sessions', () => {
  const value«: { list: Session[] }» = sessions(sizes.steady)
  expect(value).§sessions§
})

describe('in a group', () => {
	test('indented by a tab', () => {
		expect(store(sizes.grown)).§store§
	})

    describe("deeper", () => {
        test('two in a test, and a plain one', () => {
            const [first, second]«: [string[], object]» = [list(3), { a: 1 }]
            expect(first).§list§; expect(second).§pair§ // both in one line
            expect(untouched.length).toMatchInlineSnapshot(\`29\`)
        })
    })
})

test('of a promise', async () => {
  await expect(Promise.resolve(list(3))).resolves.§list§
  await expect(Promise.reject(list(3))).rejects.§list§
})

test('with options', () => {
  expect(list(3)).§list|{ within: '2%' }§
})

test('of names with marks', () => {
  expect(marked)
    .§marked§
})

test('not the last', () => { expect(untouched).toBe('toMatchInlineMemorySnapshot()') })   
`

/** What `calls` store, and under which names. */
export const fileCalls = [
  { groups: [], name: 'plain', value: 'sessions', nth: 1 },
  { groups: [], name: 'hinted', value: 'list', hint: 'the list', nth: 1 },
  { groups: [], name: 'hinted', value: 'marked', hint: 'the `marked`', nth: 1 },
  { groups: ['in a group', 'deeper'], name: 'two in a test', value: 'list', nth: 1 },
  { groups: ['in a group', 'deeper'], name: 'two in a test', value: 'pair', nth: 2 },
  { groups: [], name: 'of a promise', value: 'list', nth: 1 },
]

/** And what the tests of `file.test` store that have options. */
export const fileCallsWithOptions = [
  { groups: [], name: 'with options', value: 'store', nth: 1 },
  { groups: [], name: 'with a hint in the options', value: 'store', hint: 'the store', nth: 1 },
]

const calls = (call) => `
test('plain', () => {
  expect(${call.of('sessions(sizes.steady)')}).${call.matcher()}
})

test('hinted', () => {
  expect(${call.of('list(3)')}).${call.matcher("'the list'")}
  expect(${call.of('marked')}).${call.matcher("'the \\`marked\\`'")}
})

describe('in a group', () => {
  describe('deeper', () => {
    test('two in a test', () => {
      const second«: object» = { a: 1 }
      expect(${call.of('list(3)')}).${call.matcher()}
      expect(${call.of('second')}).${call.matcher()}
    })
  })
})

test('of a promise', async () => {
  await expect(Promise.resolve(${call.of('list(3)')})).resolves.${call.matcher()}
})
`

const fileSnapshots = () => `
${calls({ of: (value) => value, matcher: (hint = '') => `toMatchMemorySnapshot(${hint})` })}
test('with options', () => {
  expect(store(sizes.grown)).toMatchMemorySnapshot({ within: '2%' })
})

test('with a hint in the options', () => {
  expect(store(sizes.grown)).toMatchMemorySnapshot('the store', { within: '2%' })
})
`

/** The runner's own matcher with our serializer, in the same places. */
const plain = () => `
${calls({ of: (value) => `measure(${value})`, matcher: (hint = '') => `toMatchSnapshot(${hint})` })}
test('with options', () => {
  expect(measure(store(sizes.grown))).toMatchSnapshot()
})

test('with a hint in the options', () => {
  expect(measure(store(sizes.grown))).toMatchSnapshot('the store')
})

test('inline', () => {
  expect(measure(store(sizes.grown))).toMatchInlineSnapshot()
})

test('inside another value', () => {
  expect({ of: [measure(list(3))] }).toMatchInlineSnapshot()
})
`

/** Each test ends at another time than it began, so that all run at once. */
export const concurrentTests = ['last', 'first', 'middle']
const delays = [40, 10, 25]

const concurrent = ({ concurrentArgument }) => `
const later = (ms«: number») => new Promise((resolve) => setTimeout(resolve, ms))
${concurrentTests
  .map(
    (name, index) => `
test.concurrent('${name}', async (${concurrentArgument}) => {
  await later(${delays[index]})
  expect(list(${index + 2})).toMatchMemorySnapshot()
  await later(${delays[index]})
  expect(list(${index + 12})).toMatchMemorySnapshot()
  await expect(later(${delays[index]}).then(() => list(${index + 22}))).resolves.toMatchMemorySnapshot('${name}')
  expect(list(${index + 32})).§${name}§
})
`,
  )
  .join('')}
`

// A file of its own: where a test runs again, Jest 29 forgets what the file's other tests were about to write inline.
const retried = (runner) => `
let attempts = 0
${runner.retried(
  'flaky',
  `
  expect(list(3)).toMatchMemorySnapshot()
  attempts++
  expect(attempts).toBe(2)
  expect(list(4)).toMatchMemorySnapshot()
  expect(list(5)).§retried§
`,
)}
`

const changing = () => `
test('steady', () => {
  expect(store(6)).toMatchMemorySnapshot()
})

test('steady inline', () => {
  expect(store(6)).§steady§
})

test('grown', () => {
  expect(store(sizes.grown)).toMatchMemorySnapshot()
})

test('grown inline', () => {
  expect(store(sizes.grown)).§grown§
})

test('shrunk', () => {
  expect(store(sizes.shrunk)).toMatchMemorySnapshot()
})

test('within', () => {
  expect(list(sizes.tolerated)).toMatchMemorySnapshot({ within: '5%' })
})

test('within inline', () => {
  expect(list(sizes.tolerated)).§tolerated|{ within: '5%' }§
})

test('beyond', () => {
  expect(list(sizes.beyond)).toMatchMemorySnapshot({ within: '5%' })
})

test('ratchet', () => {
  expect(list(sizes.ratcheted)).toMatchMemorySnapshot({ ratchet: true })
})

test('ratchet inline', () => {
  expect(list(sizes.ratcheted)).§ratcheted|{ ratchet: true }§
})

if (sizes.hasObsolete) {
  test('obsolete', () => {
    expect(list(5)).toMatchMemorySnapshot()
  })
}
`

/** What a runner without inline snapshots for matchers refuses, and what it says. */
export const refusals = [
  { name: 'inline', call: 'expect(list(3)).toMatchInlineMemorySnapshot()', says: /needs Vitest 4\.1\.3 or newer/ },
  { name: 'within', call: "expect(list(3)).toMatchMemorySnapshot({ within: '2%' })", says: /use a newer one/ },
  { name: 'ratchet', call: 'expect(list(3)).toMatchMemorySnapshot({ ratchet: true })', says: /use a newer one/ },
  { name: 'at once', call: 'expect(list(3)).toMatchMemorySnapshot()', says: /concurrent.*needs Vitest 4\.1\.3/s },
]

/** Test files for such a runner: those it runs, and those it refuses. */
export function olderFiles(runner, language) {
  const head = `${runner.imports(language)}\n${values}\nmeasure\n`
  const accepted = calls({ of: (value) => value, matcher: (hint = '') => `toMatchMemorySnapshot(${hint})` })
  const refused = refusals.map(({ name, call }) => {
    const kind = name === 'at once' ? 'test.concurrent' : 'test'
    return `${kind}('${name}', async (${runner.concurrentArgument}) => {\n  ${call}\n})\n`
  })
  return {
    [testFile('file', language)]: inLanguage(head + accepted, language),
    [testFile('refused', language)]: inLanguage(head + refused.join('\n'), language),
  }
}

/** A snapshot that somebody wrote, with that text. */
export function editedFile(runner, language, literal) {
  const body = `test('edited', () => {\n  expect(list(3)).toMatchInlineMemorySnapshot(${literal})\n})\n`
  return inLanguage(`${runner.imports(language)}\n${values}\nmeasure\n${body}`, language)
}

/** Calls that can't be meant, and what their errors must say. */
export const misuses = [
  { name: 'negated', call: 'expect(value).not.toMatchMemorySnapshot()', says: [/\bnot\b/, /negat|with not/] },
  {
    name: 'negated inline',
    call: 'expect(value).not.toMatchInlineMemorySnapshot()',
    says: [/\bnot\b/, /negat|with not/],
  },
  {
    name: 'asymmetric',
    call: 'expect({ value }).toEqual({ value: expect.toMatchMemorySnapshot() })',
    says: [/toMatchMemorySnapshot/],
  },
  { name: 'hint', call: 'expect(value).toMatchMemorySnapshot(5)', says: [/hint/, /\b5\b/] },
  { name: 'text', call: 'expect(value).toMatchInlineMemorySnapshot(5)', says: [/text|snapshot/, /\b5\b/] },
  {
    name: 'unknown option',
    call: "expect(value).toMatchMemorySnapshot({ wthin: '2%' })",
    says: [/"wthin"/, /within/, /ratchet/],
  },
  {
    name: 'unknown option inline',
    call: "expect(value).toMatchInlineMemorySnapshot({ wthin: '2%' })",
    says: [/"wthin"/, /within/, /ratchet/],
  },
  { name: 'unit', call: "expect(value).toMatchMemorySnapshot({ within: '2 bananas' })", says: [/within/, /bananas/] },
  { name: 'below zero', call: 'expect(value).toMatchMemorySnapshot({ within: -1 })', says: [/within/, /-1/] },
  { name: 'ratchet', call: "expect(value).toMatchMemorySnapshot({ ratchet: 'yes' })", says: [/ratchet/, /"yes"/] },
]

export function misuseFile(runner, language) {
  const body = misuses.map(
    ({ name, call }) => `test('${name}', () => {\n  const value«: number[]» = [1, 2, 3]\n  ${call}\n})\n`,
  )
  return inLanguage(`${runner.imports(language)}\nsizes; measure\n${body.join('\n')}`, language)
}
