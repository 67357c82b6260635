import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * @typedef {object} Command
 * @property {string} program
 * @property {(reportFile: string) => string[]} args
 * @property {string} cwd
 * @property {Record<string, string | undefined>} [env] What differs from our own environment: `undefined` takes a variable away.
 */

/**
 * Runs a command to its end and keeps what it prints, so that two suites can run at a time without mixing their outputs.
 *
 * @param {Command} command
 * @param {{ timeoutMs: number }} options A run that takes longer is ended, with all its children.
 * @returns {Promise<import('./reports.mjs').Run>}
 */
export async function run({ program, args, cwd, env }, { timeoutMs }) {
  const folder = mkdtempSync(join(tmpdir(), 'carat-test-'))
  try {
    const reportFile = join(folder, 'report')
    // A process group of its own can be ended with its children: runners leave workers behind when killed alone.
    const child = spawn(program, args(reportFile), {
      cwd,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...plainEnvironment(), ...env },
    })
    let output = ''
    const collect = (chunk) => {
      output += chunk
    }
    child.stdout.setEncoding('utf8').on('data', collect)
    child.stderr.setEncoding('utf8').on('data', collect)
    const timer = setTimeout(() => {
      output += `\nended after ${timeoutMs / 1000} s\n`
      endGroup(child.pid)
    }, timeoutMs)
    const endWithUs = () => endGroup(child.pid)
    process.once('exit', endWithUs)
    const exitCode = await new Promise((resolve) => {
      child.once('error', (error) => {
        output += `${error.message}\n`
        resolve(null)
      })
      child.once('close', resolve)
    })
    clearTimeout(timer)
    process.off('exit', endWithUs)
    return { exitCode, output, report: readIfThere(reportFile) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The environment without colours: reports and closing lines are read by programs. */
function plainEnvironment() {
  const { FORCE_COLOR: _, ...rest } = process.env
  return { ...rest, NO_COLOR: '1' }
}

function endGroup(pid) {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
