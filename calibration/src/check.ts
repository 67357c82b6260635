import { nodeBinary, supportedMajors } from '@carat/nodes'
import { chromiumPath } from './chromium.js'
import { compareWithCommitted, compareWithLayout, type Result } from './compare.js'
import { factTable, readmeTable } from './fact-table.js'
import { measureChromium } from './measure-chromium.js'
import type { Measured } from './measured.js'
import { readAllMeasured } from './measured-file.js'
import { measureNode } from './nodes.js'

export interface CheckOptions {
  /** Measure every supported Node.js again, and Chromium where there is one; else the running Node.js alone. */
  readonly sweep: boolean
}

/** Holds the layouts against the committed measurements, and against engines measured now. */
export async function check({ sweep }: CheckOptions): Promise<Result> {
  const result: Result = { passed: 0, failures: [] }
  const committed = readAllMeasured()
  for (const major of supportedMajors) {
    if (!committed.some(({ engine }) => engine.startsWith(`Node.js ${major}.`))) {
      result.failures.push(`no measurements of Node.js ${major} are committed; run the calibrate script`)
    }
  }
  if (!committed.some(({ engine }) => engine.startsWith('Chromium'))) {
    result.failures.push('no measurements of Chromium are committed; run the calibrate script')
  }
  for (const measured of committed) {
    compareWithLayout(measured, result)
    // The facts stand in the file for people; they must follow from its own series.
    compareWithCommitted(measured, measured, result)
  }
  if (readmeTable() === factTable(committed)) result.passed++
  else
    result.failures.push(
      'the table of calibration/README.md is not that of the measured files; run the calibrate script',
    )

  for await (const measured of sweep ? everyEngine() : [measureNode(process.execPath)]) {
    console.log(`measured ${measured.engine} (V8 ${measured.v8})`)
    compareWithLayout(measured, result)
    const same = committed.find(({ engine }) => engine === measured.engine)
    if (same) compareWithCommitted(same, measured, result)
  }
  return result
}

async function* everyEngine(): AsyncGenerator<Measured> {
  let isHostMeasured = false
  for (const major of supportedMajors) {
    const binary = nodeBinary(major)
    if (binary === undefined) console.log(`Node.js ${major} is not installed here: not measured again`)
    else {
      const measured = measureNode(binary)
      isHostMeasured ||= measured.engine === `Node.js ${process.versions.node}`
      yield measured
    }
  }
  if (!isHostMeasured) yield measureNode(process.execPath)
  const chromium = chromiumPath()
  if (chromium === undefined) console.log('no Chromium on PATH: not measured again')
  else yield await measureChromium(chromium)
}
