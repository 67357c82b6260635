import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { run } from '../../scripts/test/run.mjs'

const TIMEOUT_MS = 90_000

/** What a build server, a coding agent or a watching shell would say to a runner. */
const FOREIGN_VARIABLES =
  /^(CI|CONTINUOUS_INTEGRATION|BUILD_.*|RUN_ID|GITHUB_.*|GITLAB_.*|CIRCLE.*|TRAVIS.*|TEAMCITY.*|JENKINS_.*|VITEST.*|JEST_.*|UPDATE_SNAPSHOT|NODE_ENV|NODE_OPTIONS|CLAUDE.*|AI_AGENT|CODEX.*|CURSOR.*)$/

/**
 * @typedef {object} Finished
 * @property {number | null} exitCode
 * @property {string} output
 * @property {{ file: string, name: string, status: string, message: string }[]} tests
 * @property {(file: string, name: string) => { status: string, message: string }} test
 */

/**
 * A project of a user in a temporary folder, with the packages and the runner of a compat project.
 *
 * Its `node_modules` holds links, so that all resolve as they do in the compat project, and caches of its own.
 */
export class Project {
  /** @param {import('./cells.mjs').Cell} cell */
  constructor(cell) {
    this.cell = cell
    this.folder = mkdtempSync(join(realpathSync(tmpdir()), 'carat-snapshots-'))
    linkModules(join(cell.folder, 'node_modules'), join(this.folder, 'node_modules'))
    this.write(cell.runner.files(cell.pool))
  }

  /** @param {Record<string, string>} files */
  write(files) {
    for (const [name, text] of Object.entries(files)) {
      const file = join(this.folder, name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
  }

  /** All files below `test`, snapshots too. */
  read() {
    return readAll(join(this.folder, 'test'), this.folder)
  }

  /** Another project with the same files. */
  copy() {
    const copied = new Project(this.cell)
    cpSync(join(this.folder, 'test'), join(copied.folder, 'test'), { recursive: true })
    return copied
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true })
  }

  /**
   * @param {string[]} args
   * @param {{ onBuildServer?: boolean, nodeOptions?: string[] }} [options]
   * @returns {Promise<Finished>}
   */
  async run(args = [], { onBuildServer = false, nodeOptions = [] } = {}) {
    const { node, folder, runner } = this.cell
    const foreign = Object.keys(process.env).filter((name) => FOREIGN_VARIABLES.test(name))
    const command = {
      program: node,
      args: (reportFile) => [
        ...nodeOptions,
        join(folder, runner.bin),
        ...runner.always,
        ...(onBuildServer ? runner.flags.ci : runner.flags.developer),
        ...args,
        ...runner.report(reportFile),
      ],
      cwd: this.folder,
      env: { ...Object.fromEntries(foreign.map((name) => [name, undefined])), ...(onBuildServer ? runner.ci : {}) },
    }
    const { exitCode, output, report } = await run(command, { timeoutMs: TIMEOUT_MS })
    if (report === undefined) throw new Error(`the runner left no report (exit code ${exitCode})\n${output}`)
    const tests = JSON.parse(report).testResults.flatMap((file) => {
      const name = relative(this.folder, realpathSync(file.name)).split(sep).join('/')
      if (file.assertionResults.length === 0)
        return [{ file: name, name: '', status: file.status, message: file.message }]
      return file.assertionResults.map((test) => ({
        file: name,
        name: test.fullName,
        status: test.status,
        message: (test.failureMessages ?? []).map(withoutStack).join('\n'),
      }))
    })
    const test = (file, name) => {
      const found = tests.filter((each) => each.file === file && each.name === name)
      if (found.length !== 1) throw new Error(`${found.length} tests "${name}" in ${file} ran\n${output}`)
      return found[0]
    }
    return { exitCode, output, tests, test }
  }
}

function withoutStack(message) {
  return message.replace(/(\n {4}at .*)+/g, '')
}

function linkModules(from, to) {
  mkdirSync(to)
  for (const name of readdirSync(from)) {
    if (name.startsWith('.')) continue
    // A scope is a folder of links.
    if (name.startsWith('@')) linkModules(join(from, name), join(to, name))
    else symlinkSync(realpathSync(join(from, name)), join(to, name), 'junction')
  }
}

function readAll(folder, from) {
  if (!existsSync(folder)) return {}
  return Object.assign(
    {},
    ...readdirSync(folder, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((entry) => {
        const path = join(folder, entry.name)
        if (entry.isDirectory()) return readAll(path, from)
        return { [relative(from, path).split(sep).join('/')]: readFileSync(path, 'utf8') }
      }),
  )
}
