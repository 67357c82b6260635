/**
 * Opens what @carat/report writes in the programs that it is written for: profiles in the speedscope of npm, flame graphs
 * as people open them, both in a real Chromium. No host is asked: the browser gets all pages from this process.
 *
 *     node compat/viewers/run.mjs            the Chromium on PATH
 *     node compat/viewers/run.mjs /path/to/chromium
 *
 * The last line is `N passed, N failed`. Without a Chromium nothing is opened, and that is said.
 */
import { chromiumPath, launchChromium } from '@carat/calibration/dist/chromium.js'
import { flameGraphChecks } from './flame-graph.mjs'
import { speedscopeChecks } from './speedscope.mjs'

const chromium = process.argv[2] ?? chromiumPath()
if (chromium === undefined) {
  console.log('SKIPPED: there is no Chromium on PATH, so that no profile and no flame graph was opened')
  console.log('0 passed, 0 failed')
} else {
  const total = { passed: 0, failed: 0 }
  const browser = await launchChromium(chromium)
  try {
    console.log(`Chromium ${browser.version()}`)
    for (const { name, check } of [...speedscopeChecks, ...flameGraphChecks]) {
      const context = await browser.newContext()
      try {
        await check(context)
        total.passed++
        console.log(`ok      ${name}`)
      } catch (error) {
        total.failed++
        console.log(`FAILED  ${name}\n${String(error?.stack ?? error).replace(/^/gm, '    ')}`)
      } finally {
        await context.close()
      }
    }
  } finally {
    await browser.close()
  }
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
}
