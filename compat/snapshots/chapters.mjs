import assert from 'node:assert/strict'
import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import {
  afterFirstRun,
  beforeFirstRun,
  concurrentTests,
  editedFile,
  fileCalls,
  fileCallsWithOptions,
  languages,
  misuseFile,
  misuses,
  olderFiles,
  refusals,
  sizes,
  snapshotFile,
  testFile,
  testFiles,
  valuesOf,
} from './fixtures.mjs'
import { Project } from './project.mjs'

// The very copies that the matchers of a compat project use, and not another build of them.
const matchers = new URL('../jest30/node_modules/@carat/matchers/package.json', import.meta.url)
const require = createRequire(realpathSync(fileURLToPath(matchers)))
const { measure } = require('@carat/core')
const { memoryText } = require('@carat/report')

/**
 * @typedef {object} Checked
 * @property {string} name
 * @property {string} [problem] What was found instead.
 *
 * @typedef {() => Promise<Checked[]>} Chapter Some runs in a project, and the checks of what they left.
 */

/**
 * All chapters of a cell. Those that need written snapshots copy one project, which a first run has written.
 *
 * @param {import('./cells.mjs').Cell} cell
 * @returns {Chapter[]}
 */
export function chaptersOf(cell) {
  const project = newProject(cell)
  let written
  /** @returns {Promise<{ finished: import('./project.mjs').Finished, files: Record<string, string> }>} */
  const firstRun = () => {
    written ??= (async () => {
      const finished = await project.run(cell.runner.flags.isolated)
      return { finished, files: project.read() }
    })()
    return written
  }
  const stories = cell.writesInline
    ? [
        first,
        buildServer,
        changed,
        shuffled,
        inShards,
        rearranged,
        oneTest,
        misused,
        ...(cell.runner.esmImports !== undefined ? [modules] : []),
      ]
    : [older, misused]
  let chaptersLeft = stories.length
  return stories.map((story) => async () => {
    const checks = new Checks()
    const ownProjects = []
    const context = {
      cell,
      check: checks.check,
      firstRun,
      /** The project after its first run, for one chapter alone. */
      writtenProject: async () => {
        await firstRun()
        const copy = project.copy()
        ownProjects.push(copy)
        return copy
      },
      freshProject: () => {
        const fresh = newProject(cell)
        ownProjects.push(fresh)
        return fresh
      },
    }
    try {
      await story(context)
    } catch (error) {
      checks.results.push({ name: story.name, problem: error.message })
    } finally {
      for (const own of ownProjects) own.remove()
      if (--chaptersLeft === 0) project.remove()
    }
    return checks.results
  })
}

class Checks {
  /** @type {Checked[]} */
  results = []

  check = (name, assertion) => {
    try {
      assertion()
      this.results.push({ name })
    } catch (error) {
      this.results.push({ name, problem: error.message })
    }
  }
}

function newProject(cell) {
  const project = new Project(cell)
  project.write(sourcesOf(cell))
  project.write({ 'test/sizes.json': json(sizes) })
  return project
}

function sourcesOf({ runner }) {
  const sources = languages.flatMap((language) => Object.entries(testFiles(runner, language)))
  return Object.fromEntries(sources.map(([name, text]) => [name, beforeFirstRun(text)]))
}

const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`

/** The text of each named value, from a walk in this process. */
function textsOf(given) {
  const { sessions, store, list, marked } = valuesOf(given)
  return {
    sessions: textOf(sessions(given.steady)),
    store: textOf(store(given.grown)),
    steady: textOf(store(6)),
    grown: textOf(store(given.grown)),
    list: textOf(list(3)),
    pair: textOf({ a: 1 }),
    marked: textOf(marked),
    retried: textOf(list(5)),
    ...Object.fromEntries(concurrentTests.map((name, index) => [name, textOf(list(index + 32))])),
    tolerated: textOf(list(given.tolerated)),
    ratcheted: textOf(list(given.ratcheted)),
  }
}

function textOf(value) {
  return memoryText(measure(value))
}

/** A `.snap` file is a module: read as one, so that a wrongly escaped one is found. */
function snapshotsOf(text) {
  const exports = {}
  new Function('exports', text)(exports)
  return Object.fromEntries(Object.entries(exports).map(([key, value]) => [key, value.replace(/^\n|\n$/g, '')]))
}

function assertFileSnapshots({ runner }, text, calls) {
  const texts = textsOf(sizes)
  assert.deepEqual(snapshotsOf(text), Object.fromEntries(calls.map((call) => [runner.key(call), texts[call.value]])))
}

/** Checks that a run passed, and that no byte of the tests and their snapshots moved. */
function assertUntouched(project, files) {
  assert.deepEqual(project.read(), files)
}

function assertPassed({ exitCode, tests, output }) {
  const failures = tests.filter(({ status }) => status !== 'passed' && status !== 'pending' && status !== 'skipped')
  assert.deepEqual(failures, [], output)
  assert.equal(exitCode, 0, output)
  assert.ok(tests.length > 0, output)
}

async function first({ cell, check, firstRun, writtenProject }) {
  const { finished, files } = await firstRun()
  check('the first run passes', () => assertPassed(finished))
  const texts = textsOf(sizes)
  for (const language of languages) {
    const sources = testFiles(cell.runner, language)
    for (const name of ['inline', 'concurrent', 'retried', 'changing']) {
      check(`${language}: writes the inline snapshots of ${name}.test at their calls, and nothing else`, () => {
        const file = testFile(name, language)
        const expected = afterFirstRun(sources[file], (value) => texts[value], cell.runner)
        assert.equal(files[file], expected)
      })
    }
    check(`${language}: writes the file snapshots, hints and all, as the text of the value`, () => {
      assertFileSnapshots(cell, files[snapshotFile('file', language)], [...fileCalls, ...fileCallsWithOptions])
    })
    check(`${language}: names its snapshots as toMatchSnapshot does, and the serializer prints the same text`, () => {
      assert.equal(files[snapshotFile('file', language)], files[snapshotFile('plain', language)])
    })
    check(`${language}: the serializer prints the same text inline`, () => {
      const { literal } = cell.runner
      const source = files[testFile('plain', language)]
      assert.ok(source.includes(`toMatchInlineSnapshot(${literal(texts.store, '  ')})`), source)
      // Within another value each line is indented as that value's are.
      for (const line of texts.list.split('\n')) assert.ok(source.includes(line), source)
    })
    check(`${language}: concurrent tests write under their own names`, () => {
      const { list } = valuesOf(sizes)
      const expected = concurrentTests.flatMap((name, index) => [
        [cell.runner.key({ groups: [], name, nth: 1 }), textOf(list(index + 2))],
        [cell.runner.key({ groups: [], name, nth: 2 }), textOf(list(index + 12))],
        [cell.runner.key({ groups: [], name, hint: name, nth: 1 }), textOf(list(index + 22))],
      ])
      const found = snapshotsOf(files[snapshotFile('concurrent', language)])
      assert.deepEqual(found, Object.fromEntries(expected))
    })
    check(`${language}: a test that runs again writes each snapshot once`, () => {
      const { list } = valuesOf(sizes)
      const expected = [1, 2].map((nth) => [cell.runner.key({ groups: [], name: 'flaky', nth }), textOf(list(nth + 2))])
      assert.deepEqual(snapshotsOf(files[snapshotFile('retried', language)]), Object.fromEntries(expected))
    })
  }

  const project = await writtenProject()
  const second = await project.run()
  check('a second run passes', () => assertPassed(second))
  check('a second run changes no byte', () => assertUntouched(project, files))
}

async function buildServer({ check, freshProject }) {
  const fresh = freshProject()
  const files = fresh.read()
  const finished = await fresh.run(['file', 'inline'], { onBuildServer: true })
  check('on a build server, new snapshots are not written', () => assertUntouched(fresh, files))
  check('on a build server, a new snapshot fails', () => {
    assert.equal(finished.exitCode, 1, finished.output)
    const passed = finished.tests.filter(({ status }) => status === 'passed')
    assert.deepEqual(
      passed.map(({ name }) => name),
      ['not the last', 'not the last'],
    )
  })
  for (const language of languages) {
    for (const [file, name] of [
      [testFile('file', language), 'plain'],
      [testFile('inline', language), 'sessions'],
    ]) {
      check(`${language}: on a build server, the failure of ${file} says how to write it`, () => {
        const { message } = finished.test(file, name)
        assert.match(message, /not written/)
        assert.match(message, /-u\b/)
        // What would be written is there to be read, once.
        assert.equal(message.split('Session ×40').length, 2, message)
      })
    }
  }
}

const CHANGED = {
  ...sizes,
  grown: 60,
  shrunk: 3,
  tolerated: 404,
  beyond: 800,
  ratcheted: 20,
  hasObsolete: false,
}
const EDITED = '`about 200 B`'
const STALE = ['grown', 'grown inline', 'shrunk', 'beyond']

async function changed({ cell, check, firstRun, writtenProject }) {
  const { files } = await firstRun()
  const project = await writtenProject()
  const changedSizes = { 'test/sizes.json': json(CHANGED) }
  for (const language of languages) {
    changedSizes[testFile('edited', language)] = editedFile(cell.runner, language, EDITED)
  }
  project.write(changedSizes)
  const only = ['changing', 'edited']
  const finished = await project.run(only)
  check('a changed value writes nothing', () => assertUntouched(project, { ...files, ...changedSizes }))
  check('a changed value ends the run with exit code 1', () => assert.equal(finished.exitCode, 1, finished.output))
  check('a ratchet says what was gained, and how to keep it', () => {
    const said = finished.output.match(/`ratchet(?: inline)? 1` needs [\d,]+ B instead of [\d,]+ B, .* -u /g)
    assert.equal(said?.length, 2 * languages.length, finished.output)
  })
  check('an obsolete snapshot is reported, and a tolerated one is none', () => {
    assert.match(finished.output, /2 (snapshots )?obsolete/)
  })
  for (const language of languages) {
    const file = testFile('changing', language)
    const failed = finished.tests.filter((test) => test.file === file && test.status === 'failed')
    check(`${language}: what changed fails, what stayed, what is tolerated and what got smaller passes`, () => {
      assert.deepEqual(
        failed.map(({ name }) => name),
        STALE,
        finished.output,
      )
    })
    for (const name of ['grown', 'grown inline', 'shrunk']) {
      check(`${language}: the failure of '${name}' shows the rows that moved, and no others`, () => {
        assertShowsMoves(finished.test(file, name).message)
      })
    }
    check(`${language}: the failure of 'beyond' says what is tolerated`, () => {
      assert.match(finished.test(file, 'beyond').message, /± 5 %/)
    })
    check(`${language}: the failure of a text that is no breakdown says so`, () => {
      const { status, message } = finished.test(testFile('edited', language), 'edited')
      assert.equal(status, 'failed')
      assert.match(message, /edited by hand/)
    })
  }
  check('the run shows no row that stayed', () => assert.doesNotMatch(finished.output, /steadyDoubles/))

  const onServer = await project.run(only, { onBuildServer: true })
  check('on a build server, a changed value fails, too', () => assert.equal(onServer.exitCode, 1, onServer.output))
  check('on a build server, a changed value writes nothing', () => {
    assertUntouched(project, { ...files, ...changedSizes })
  })

  const updated = await project.run([...only, ...cell.runner.flags.update])
  check('an update passes', () => assertPassed(updated))
  const before = textsOf(sizes)
  const after = textsOf(CHANGED)
  const { store, list } = valuesOf(CHANGED)
  for (const language of languages) {
    const source = testFiles(cell.runner, language)[testFile('changing', language)]
    const texts = { ...before, grown: after.grown, ratcheted: after.ratcheted, tolerated: after.tolerated }
    check(`${language}: an update writes what moved inline, tolerated or not, and nothing else`, () => {
      const rewritten = afterFirstRun(source, (value) => texts[value], cell.runner)
      assert.equal(project.read()[testFile('changing', language)], rewritten)
    })
    check(`${language}: an update puts a breakdown in the place of another text`, () => {
      const literal = cell.runner.literal(textOf(list(3)), '  ')
      assert.equal(project.read()[testFile('edited', language)], editedFile(cell.runner, language, literal))
    })
    check(
      `${language}: an update writes what moved, tolerated or not, removes the obsolete, and keeps the others`,
      () => {
        const old = snapshotsOf(files[snapshotFile('changing', language)])
        const key = (name) => cell.runner.key({ groups: [], name, nth: 1 })
        const { [key('obsolete')]: _, ...kept } = old
        const found = snapshotsOf(project.read()[snapshotFile('changing', language)])
        assert.deepEqual(found, {
          ...kept,
          [key('grown')]: textOf(store(CHANGED.grown)),
          [key('shrunk')]: textOf(store(CHANGED.shrunk)),
          [key('within')]: textOf(list(CHANGED.tolerated)),
          [key('beyond')]: textOf(list(CHANGED.beyond)),
          [key('ratchet')]: textOf(list(CHANGED.ratcheted)),
        })
      },
    )
  }
  const afterUpdate = project.read()
  const settled = await project.run(only, { onBuildServer: true })
  check('after an update all pass', () => assertPassed(settled))
  check('after an update no byte changes', () => assertUntouched(project, afterUpdate))
}

/** The rows of `store` that did not move have no place in a failure. */
function assertShowsMoves(message) {
  assert.match(message, /albums/)
  assert.match(message, /[+−-] ?\d/)
  assert.doesNotMatch(message, /steadyDoubles|steadyMap|zone/)
}
async function shuffled({ cell, check, firstRun, writtenProject }) {
  const { files } = await firstRun()
  const project = await writtenProject()
  const finished = await project.run(cell.runner.flags.shuffle, { onBuildServer: true })
  check('shuffled on a build server, all pass', () => assertPassed(finished))
  check('shuffled on a build server, no byte changes', () => assertUntouched(project, files))
}

async function inShards({ cell, check, firstRun, writtenProject }) {
  const { files, finished: whole } = await firstRun()
  const project = await writtenProject()
  const shards = []
  for (const flag of [cell.runner.flags.firstShard, cell.runner.flags.secondShard]) {
    shards.push(await project.run(flag, { onBuildServer: true }))
  }
  check('in two shards, all pass', () => {
    for (const shard of shards) assertPassed(shard)
    assert.equal(shards[0].tests.length + shards[1].tests.length, whole.tests.length)
  })
  check('in two shards, no byte changes', () => assertUntouched(project, files))
}

async function oneTest({ cell, check, firstRun, writtenProject }) {
  const { files } = await firstRun()
  const project = await writtenProject()
  const [name, file] = cell.losesHints ? ['grown inline', 'changing'] : ['two in a test', 'file']
  const flags = [...cell.runner.flags.name, name, testFile(file, 'TypeScript'), testFile(file, 'JavaScript')]
  const finished = await project.run(flags, { onBuildServer: true })
  check('a test alone passes', () => {
    assertPassed(finished)
    assert.equal(finished.tests.filter(({ status }) => status === 'passed').length, 2)
  })
  check('a test alone changes no byte', () => assertUntouched(project, files))
}

async function rearranged({ check, firstRun, writtenProject }) {
  const { files } = await firstRun()
  const project = await writtenProject()
  const rearrangedSizes = { 'test/sizes.json': json({ ...sizes, isRearranged: true }) }
  project.write(rearrangedSizes)
  // An editor that indents the text with the code, as Prettier does.
  const indented = {}
  for (const language of languages) {
    const file = testFile('changing', language)
    indented[file] = files[file].replace(/Snapshot\(({.*}, )?`\n([^`]*)\n *`/g, (_call, options = '', text) => {
      const lines = text.split('\n').map((line) => (line === '' ? '' : `      ${line}`))
      return `Snapshot(${options}\`\n${lines.join('\n')}\n    \``
    })
    check(`${language}: there is a text to indent`, () => assert.notEqual(indented[file], files[file]))
  }
  project.write(indented)
  const finished = await project.run(['file', 'inline', 'changing'], { onBuildServer: true })
  check('values with swapped properties, and clones, have the same snapshots', () => assertPassed(finished))
  check('an inline snapshot that an editor indented passes', () => {
    for (const language of languages) {
      for (const name of ['steady inline', 'within inline', 'ratchet inline']) {
        assert.equal(finished.test(testFile('changing', language), name).status, 'passed', finished.output)
      }
    }
  })
  check('neither of them changes a byte', () => assertUntouched(project, { ...files, ...rearrangedSizes, ...indented }))
}

/** A runner that lets a matcher of ours keep snapshots in files only. */
async function older({ cell, check, freshProject }) {
  const project = freshProject()
  const sources = Object.assign({}, ...languages.map((language) => olderFiles(cell.runner, language)))
  project.write(sources)
  const only = ['file', 'refused']
  const finished = await project.run(only)
  const files = project.read()
  for (const language of languages) {
    check(`${language}: writes the file snapshots, hints and all, as the text of the value`, () => {
      assertFileSnapshots(cell, files[snapshotFile('file', language)], fileCalls)
    })
    for (const { name, says } of refusals) {
      check(`${language}: refuses what it can't do and says what can: ${name}`, () => {
        const { status, message } = finished.test(testFile('refused', language), name)
        assert.equal(status, 'failed')
        assert.match(message, says)
      })
    }
    check(`${language}: what is refused leaves no trace`, () => {
      const refused = testFile('refused', language)
      assert.equal(files[refused], sources[refused])
      assert.equal(files[snapshotFile('refused', language)], undefined)
    })
  }
  const again = await project.run(['file'], { onBuildServer: true })
  check('on a build server, written snapshots pass', () => assertPassed(again))
  check('a second run changes no byte', () => assertUntouched(project, files))
}

async function misused({ cell, check, freshProject }) {
  const project = freshProject()
  const sources = Object.fromEntries(
    languages.map((language) => [testFile('misuse', language), misuseFile(cell.runner, language)]),
  )
  project.write(sources)
  const files = project.read()
  const finished = await project.run(['misuse', ...cell.runner.flags.update])
  check('wrong calls write nothing, not even in an update', () => assertUntouched(project, files))
  for (const language of languages) {
    for (const { name, says } of misuses) {
      check(`${language}: the error of a wrong call says what is wrong: ${name}`, () => {
        const { status, message } = finished.test(testFile('misuse', language), name)
        assert.equal(status, 'failed')
        for (const pattern of says) assert.match(message, pattern)
      })
    }
  }
}

/** Jest's own modules: another way to run the same source, with other stacks. */
async function modules({ cell, check, freshProject }) {
  const project = freshProject()
  const source = testFiles(cell.runner, 'JavaScript')[testFile('inline', 'JavaScript')]
  const asModule = source.replace(cell.runner.imports('JavaScript'), cell.runner.esmImports)
  project.write({ 'test/module.test.mjs': beforeFirstRun(asModule) })
  const options = { nodeOptions: ['--experimental-vm-modules'] }
  const finished = await project.run(['module.test.mjs'], options)
  check('a test that is an ES module passes', () => assertPassed(finished))
  check('a test that is an ES module gets its inline snapshots', () => {
    const texts = textsOf(sizes)
    assert.equal(
      project.read()['test/module.test.mjs'],
      afterFirstRun(asModule, (value) => texts[value], cell.runner),
    )
  })
}
