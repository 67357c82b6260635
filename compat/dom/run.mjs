/**
 * Weighs the nodes of jsdom, of happy-dom and of a real Chromium with the presets for the DOM and the web.
 *
 *     node compat/dom/run.mjs            the Chromium on PATH
 *     node compat/dom/run.mjs /path/to/chromium
 *
 * The last line is `N passed, N failed`. Without a Chromium the first two are weighed, and that is said.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromiumPath, launchChromium } from '@carat/calibration/dist/chromium.js'
import { chromiumChecks } from './chromium-checks.mjs'
import { nodeChecks } from './node-checks.mjs'

const total = { passed: 0, failed: 0 }

async function run(name, check) {
  try {
    await check()
    total.passed++
    console.log(`ok      ${name}`)
  } catch (error) {
    total.failed++
    console.log(`FAILED  ${name}\n${String(error?.stack ?? error).replace(/^/gm, '    ')}`)
  }
}

for (const { name, check } of nodeChecks) await run(name, check)

const chromium = process.argv[2] ?? chromiumPath()
if (chromium === undefined) {
  console.log('SKIPPED: there is no Chromium on PATH, so that no node of a browser was weighed')
} else {
  const browser = await launchChromium(chromium)
  try {
    for (const [name, check] of Object.entries(chromiumChecks))
      await run(`Chromium: ${name}`, () => inPage(browser, check))
  } finally {
    await browser.close()
  }
}
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

/** Runs a check in a page of its own that has the modules as they are published. No host is asked. */
async function inPage(browser, check) {
  const context = await browser.newContext()
  try {
    await context.route('**/*', (route) => {
      const { pathname } = new URL(route.request().url())
      if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: '<!doctype html><body>' })
      const file = fileURLToPath(import.meta.resolve(`@carat/core${pathname === '/index' ? '' : pathname}`))
      return route.fulfill({ contentType: 'text/javascript', body: readFileSync(file) })
    })
    const page = await context.newPage()
    await page.goto('http://carat.example/')
    await page.evaluate(async (source) => {
      const { measure, sizeOf } = await import('/index')
      await import('/presets/web')
      const node = await import('/presets/node')
      await import('/presets/dom')
      await new Function(`return (${source})`)()({ measure, sizeOf, node })
    }, check.toString())
  } finally {
    await context.close()
  }
}
