import { describe, expect, it } from 'vitest'
import { readOutcome } from './reports.mjs'

const runnerJson = (results) =>
  JSON.stringify({
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
    ...results,
  })
const tap = (pass, fail, cancelled = 0) =>
  `TAP version 13\nok 1 - a\n# tests 9\n# pass ${pass}\n# fail ${fail}\n# cancelled ${cancelled}\n# skipped 0\n# todo 0\n`

describe('readOutcome', () => {
  it('counts the tests of a Jest or Vitest report', () => {
    const report = runnerJson({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 })
    for (const kind of ['jest', 'vitest']) {
      expect(readOutcome(kind, { exitCode: 1, output: '', report })).toEqual({ passed: 7, failed: 2, skipped: 2 })
    }
  })

  it('counts a test file that could not be loaded as failed', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }]
    const report = runnerJson({ numPassedTests: 7, testResults })
    expect(readOutcome('vitest', { exitCode: 1, output: '', report })).toEqual({ passed: 7, failed: 1, skipped: 0 })
  })

  it('counts a file with a failed test once', () => {
    const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }]
    const report = runnerJson({ numPassedTests: 1, numFailedTests: 1, testResults })
    expect(readOutcome('jest', { exitCode: 1, output: '', report }).failed).toBe(1)
  })

  it('counts the tests of a TAP report, cancelled ones as failed', () => {
    expect(readOutcome('tap', { exitCode: 1, output: '', report: tap(5, 1, 2) })).toEqual({
      passed: 5,
      failed: 3,
      skipped: 0,
    })
  })

  it('reads the closing line of our own programs', () => {
    const run = { exitCode: 0, output: 'weighing …\n12 passed, 0 failed\n', report: undefined }
    expect(readOutcome('closing line', run)).toEqual({ passed: 12, failed: 0, skipped: 0 })
    const lacking = { ...run, output: 'SKIPPED: no viewer\n12 passed, 0 failed, 3 skipped\n' }
    expect(readOutcome('closing line', lacking)).toEqual({ passed: 12, failed: 0, skipped: 3 })
  })

  it.each(['vitest', 'jest', 'tap', 'closing line'])('fails a %s run that crashed before its report', (kind) => {
    const run = { exitCode: 0, output: 'Segmentation fault', report: undefined }
    expect(readOutcome(kind, run)).toMatchObject({ failed: 1, problem: 'left no report (exit code 0)' })
  })

  it('fails a run that ran no test', () => {
    const run = { exitCode: 0, output: '', report: runnerJson({}) }
    expect(readOutcome('vitest', run)).toMatchObject({ failed: 1, problem: 'ran no test' })
  })

  it('fails a run that ended badly although each test passed', () => {
    const run = { exitCode: null, output: '', report: tap(5, 0) }
    expect(readOutcome('tap', run)).toEqual({
      passed: 5,
      failed: 1,
      skipped: 0,
      problem: 'no test failed, yet the run did (ended by a signal)',
    })
  })

  it('takes a tool for one test', () => {
    expect(readOutcome('exit code', { exitCode: 0, output: '', report: undefined })).toMatchObject({
      passed: 1,
      failed: 0,
    })
    expect(readOutcome('exit code', { exitCode: 2, output: '', report: undefined })).toMatchObject({
      passed: 0,
      failed: 1,
    })
  })
})
