/**
 * Opens what @carat/report writes in the programs that it is written for: profiles in the speedscope of npm and in the
 * DevTools of Chromium, DHAT files in the dh_view of the system's Valgrind, flame graphs as people open them, all in a real
 * Chromium. No host is asked: the browser gets all pages from this process, and DevTools from itself.
 *
 *     node compat/viewers/run.mjs            the Chromium on PATH
 *     node compat/viewers/run.mjs /path/to/chromium
 *
 * The last line is `N passed, N failed`, and how many were skipped. Without a Chromium nothing is opened, without Valgrind
 * no DHAT file, and that is said.
 */
import { chromiumPath, launchChromium } from '@carat/calibration/dist/chromium.js'
import { devToolsChecks, launchDevTools } from './dev-tools.mjs'
import { dhViewChecks, dhViewFolder } from './dh-view.mjs'
import { flameGraphChecks } from './flame-graph.mjs'
import { speedscopeChecks } from './speedscope.mjs'

const chromium = process.argv[2] ?? chromiumPath()
if (chromium === undefined) {
  console.log('SKIPPED: there is no Chromium on PATH, so that no profile and no flame graph was opened')
  console.log('0 passed, 0 failed')
} else {
  const total = { passed: 0, failed: 0, skipped: 0 }
  const browser = await launchChromium(chromium)
  const devTools = await launchDevTools(chromium)
  try {
    console.log(`Chromium ${browser.version()}`)
    const checks = [...speedscopeChecks, ...flameGraphChecks]
    const folder = dhViewFolder()
    if (folder === undefined) {
      total.skipped += dhViewChecks('').length
      console.log('SKIPPED: there is no dh_view beside a Valgrind on PATH, so that no DHAT file was opened')
    } else checks.push(...dhViewChecks(folder))
    if (devTools === undefined) {
      total.skipped += devToolsChecks({}).length
      console.log('SKIPPED: this Chromium has no DevTools of its own, so that no .heapprofile was opened in them')
    } else checks.push(...devToolsChecks(devTools))
    for (const { name, check } of checks) {
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
    await devTools?.browser.close()
  }
  const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
}
