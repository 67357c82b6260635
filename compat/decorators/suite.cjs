/** The tests that each transpiler and runner has to pass, in the words of whichever runner it is. */
const assert = require('node:assert/strict')
const { rows } = require('./table.cjs')
const { v8Bytes } = require('./v8-bytes.cjs')

// V8 gives the first instances of a class slots to spare, and takes them back after the seventh.
const ENOUGH = 30

/**
 * @param {object} options
 * @param {(name: string, body: () => void) => void} options.test
 * @param {typeof import('@carat/core')} options.core
 * @param {Record<string, Record<string, any>>} options.sources The same classes, from several languages.
 * @param {boolean} options.areMoved Whether the transpiler moves the private members of these classes to WeakMaps.
 */
exports.declareTests = ({ test, core, sources, areMoved }) => {
  const suites = Object.entries(sources).map(([language, classes]) => ({
    test: (name, body) => test(`${language}: ${name}`, body),
    classes,
    table: rowsWithValues(classes, areMoved),
  }))
  // V8 first: core may ask a typed array for its buffer
  const held = v8Bytes(suites.flatMap(({ table }) => table.map(({ value }) => value)))
  for (const { test, classes, table } of suites) {
    declareTable({ test, core, table, held: held.splice(0, table.length) })
    declareOthers({ test, core, classes, areMoved })
  }
}

function rowsWithValues(classes, areMoved) {
  return rows(classes).map(({ object, privates, holds, unseen = [], ...row }) => {
    for (let made = 0; made < ENOUGH; made++) row.make()
    return { ...row, value: row.make(), bytes: object + (areMoved ? 0 : privates * 8) + holds, unseen }
  })
}

function declareTable({ test, core, table, held }) {
  for (const [index, { name, value, bytes, unseen }] of table.entries()) {
    test(`${name} takes ${bytes} B`, () => {
      const measured = core.measure(value)
      assert.equal(measured.bytes, bytes)
      assert.deepEqual(unseenOf(measured), unseen)
      assert.deepEqual(measured.warnings, [])
      assert.equal(measured.exact, unseen.length === 0)
      assert.equal(core.sizeOf(value), bytes)
    })
    test(`${name} takes what V8 holds for it`, () => {
      assert.equal(core.sizeOf(value, { layout: 'host' }), held[index])
    })
  }
}

function declareOthers({ test, core, classes, areMoved }) {
  const slots = (count) => (areMoved ? 0 : count * 8)

  test('a field that nothing shows is named as unseen, unless it is no part of the object', () => {
    const measured = core.measure(new classes.PartlyShown())
    assert.equal(measured.bytes, 24 + slots(2) + 32)
    assert.deepEqual(unseenOf(measured), areMoved ? [] : ['private fields'])
  })

  test('what is left out has its slot, its path and its reason', () => {
    const measured = core.measure({ session: new classes.LeavesOut() })
    assert.equal(measured.bytes, 24 + 8 + (24 + 8 + slots(3)) + (32 + 16 + 8))
    assert.deepEqual(measured.unseen, [
      { path: '.session.#logger', reason: 'skipped', count: 1, note: 'belongs to the app' },
      { path: '.session.cache', reason: 'skipped', count: 1, note: 'made anew when asked' },
      { path: '.session.pool', reason: 'skipped', count: 1, note: 'shared by all' },
    ])
    assert.deepEqual(measured.warnings, [])
  })

  test('a class that is left out costs the slot that holds its object', () => {
    const measured = core.measure({ session: new classes.LeftOut() })
    assert.equal(measured.bytes, 24 + 8)
    assert.deepEqual(measured.unseen, [{ path: '.session', reason: 'skipped', count: 1, note: 'weighs itself' }])
  })

  test('a row of the breakdown is named after its field', () => {
    const { root } = core.measure({ kinds: new classes.Kinds() })
    const paths = root.parts.flatMap(({ parts }) => parts.map(({ path, bytes }) => `${path} ${bytes}`))
    assert.deepEqual(paths, [
      '.kinds.#map 184',
      '.kinds.#array 72',
      '.kinds.#object 32',
      '.kinds.#text 32',
      '.kinds.#double 16',
    ])
  })

  test('static private fields are shown and left out as others are', () => {
    const measured = core.measure(classes.Statics)
    assert.deepEqual(
      measured.unseen.filter(({ reason }) => reason !== 'closure context'),
      [{ path: '.#pool', reason: 'skipped', count: 1, note: 'shared by all' }],
    )
    assert.deepEqual(measured.warnings, [])
    const lists = measured.root.parts.filter(({ path }) => path === '.#list')
    assert.deepEqual(
      lists.map(({ bytes }) => bytes),
      [32 + 16 + 3 * 8],
    )
  })

  test('an object that no constructor made holds nothing that could be shown', () => {
    const measured = core.measure(Object.create(classes.Kinds.prototype))
    assert.deepEqual(measured.warnings, [])
    assert.deepEqual(measured.root.parts, [])
  })
}

function unseenOf({ unseen }) {
  return unseen.map(({ reason, note }) => (note === undefined ? reason : `${reason}: ${note}`))
}
