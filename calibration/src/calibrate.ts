import { nodeBinary, supportedMajors } from '@carat/nodes'
import { chromiumPath } from './chromium.js'
import { writeReadmeTable } from './fact-table.js'
import { measureChromium } from './measure-chromium.js'
import { readAllMeasured, writeMeasured } from './measured-file.js'
import { measureNode } from './nodes.js'

/**
 * Measures every supported Node.js, and Chromium where there is one, and writes `calibration/measured/`.
 *
 * @param chromium A Chromium to measure instead of the one on PATH.
 */
export async function calibrate(chromium: string | undefined = chromiumPath()): Promise<void> {
  for (const major of supportedMajors) {
    const binary = nodeBinary(major)
    if (binary === undefined) console.log(`Node.js ${major} is not installed here: its file stays as it is`)
    else report(writeMeasured(measureNode(binary)))
  }
  if (chromium === undefined) console.log('no Chromium on PATH: its files stay as they are')
  else report(writeMeasured(await measureChromium(chromium)))
  writeReadmeTable(readAllMeasured())
}

function report(file: string): void {
  console.log(`wrote ${file.slice(file.lastIndexOf('calibration'))}`)
}
