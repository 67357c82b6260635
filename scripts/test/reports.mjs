/**
 * What a suite's run came to, read from its machine-readable report.
 *
 * A gate must be able to fail: a run that crashed, left no report, or ran no test counts as one failed.
 */

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [problem] Why the run failed although no test of it did.
 */

/**
 * @typedef {object} Run
 * @property {number | null} exitCode `null` where a signal ended it.
 * @property {string} output Standard output and standard error, as they came.
 * @property {string | undefined} report The text of the report file, where the suite writes one.
 */

/** @typedef {'vitest' | 'jest' | 'tap' | 'closing line' | 'exit code'} ReportKind */

const readers = {
  vitest: readRunnerJson,
  jest: readRunnerJson,
  tap: readTap,
  'closing line': readClosingLine,
  'exit code': readExitCode,
}

/**
 * @param {ReportKind} kind
 * @param {Run} run
 * @returns {Outcome}
 */
export function readOutcome(kind, run) {
  const counted = readers[kind](run)
  if (counted === undefined) return failedBy({ passed: 0, failed: 0, skipped: 0 }, `left no report (${ending(run)})`)
  if (counted.failed > 0) return counted
  if (run.exitCode !== 0) return failedBy(counted, `no test failed, yet the run did (${ending(run)})`)
  if (counted.passed === 0) return failedBy(counted, 'ran no test')
  return counted
}

/**
 * Jest and Vitest write the same JSON. A file that could not be loaded has failed and holds no test.
 * @param {Run} run
 * @returns {Outcome | undefined}
 */
function readRunnerJson({ report }) {
  const results = parseJson(report)
  if (results === undefined) return undefined
  const brokenFiles = results.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + brokenFiles.length,
    skipped: results.numPendingTests + results.numTodoTests,
  }
}

/**
 * node:test closes its TAP with comments such as `# pass 72`.
 * @param {Run} run
 * @returns {Outcome | undefined}
 */
function readTap({ report = '' }) {
  const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(report)?.[1])
  const passed = count('pass')
  if (Number.isNaN(passed)) return undefined
  return { passed, failed: count('fail') + count('cancelled'), skipped: count('skipped') + count('todo') }
}

/**
 * Our own programs close with `N passed, N failed`, and `, N skipped` where they lack something.
 * @param {Run} run
 * @returns {Outcome | undefined}
 */
function readClosingLine({ output }) {
  const match = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(output.trimEnd().split('\n').at(-1) ?? '')
  if (match === null) return undefined
  return { passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3] ?? 0) }
}

/**
 * A tool that checks one thing passes or fails as a whole.
 * @param {Run} run
 * @returns {Outcome}
 */
function readExitCode({ exitCode }) {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
}

function parseJson(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function failedBy(counted, problem) {
  return { ...counted, failed: 1, problem }
}

function ending({ exitCode }) {
  return exitCode === null ? 'ended by a signal' : `exit code ${exitCode}`
}
