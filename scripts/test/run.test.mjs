import { describe, expect, it } from 'vitest'
import { run } from './run.mjs'

const node = (source) => ({
  program: process.execPath,
  args: (reportFile) => ['--eval', source, reportFile],
  cwd: process.cwd(),
})
const TIMEOUT_MS = 20_000

describe('run', () => {
  it('keeps both outputs, the exit code and the report', async () => {
    const source = `
      console.log('out')
      console.error('err')
      require('node:fs').writeFileSync(process.argv[1], 'the report')
      process.exitCode = 3
    `
    const finished = await run(node(source), { timeoutMs: TIMEOUT_MS })
    expect(finished).toMatchObject({ exitCode: 3, report: 'the report' })
    expect(finished.output.split('\n').sort()).toEqual(['', 'err', 'out'])
  })

  it('has no report where the program wrote none', async () => {
    expect(await run(node(''), { timeoutMs: TIMEOUT_MS })).toEqual({ exitCode: 0, output: '', report: undefined })
  })

  it('adds to the environment, and takes away from it', async () => {
    const source = 'console.log(process.env.CARAT_ADDED, process.env.PATH)'
    const env = { CARAT_ADDED: 'added', PATH: undefined }
    expect((await run({ ...node(source), env }, { timeoutMs: TIMEOUT_MS })).output).toBe('added undefined\n')
  })

  it('gives no exit code for a program that cannot be started', async () => {
    const command = { program: '/nowhere/carat', args: () => [], cwd: process.cwd() }
    const { exitCode, output } = await run(command, { timeoutMs: TIMEOUT_MS })
    expect(exitCode).toBeNull()
    expect(output).toContain('/nowhere/carat')
  })

  it('ends a program that takes too long, and what it started', async () => {
    // What it starts holds the output open: `run` would wait for it for ever, if it were left behind.
    const source = `
      require('node:child_process').spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })
      setInterval(() => {}, 1000)
    `
    const { exitCode, output } = await run(node(source), { timeoutMs: 1500 })
    expect(exitCode).toBeNull()
    expect(output).toContain('ended after 1.5 s')
  })
})
