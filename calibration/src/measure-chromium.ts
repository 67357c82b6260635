import { readFileSync } from 'node:fs'
import { launchChromium } from './chromium.js'
import { type Measured, measureSnapshot } from './measured.js'

/** No such host is asked: the browser gets these pages from this process. */
const origin = 'http://localhost:9'

/** Measures the specimens in a page of Chromium, where V8 compresses pointers. */
export async function measureChromium(executablePath: string): Promise<Measured> {
  const browser = await launchChromium(executablePath)
  try {
    const page = await browser.newPage()
    await page.route(`${origin}/**`, (route) => {
      const { pathname } = new URL(route.request().url())
      if (pathname === '/')
        return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Calibration</title>' })
      const body = readFileSync(new URL(`./specimens${pathname}`, import.meta.url))
      return route.fulfill({ contentType: 'text/javascript', body })
    })
    await page.goto(`${origin}/`)
    const names = (await page.evaluate(`import('${origin}/all.js').then((all) => all.holdSpecimens())`)) as string[]
    const devtools = await page.context().newCDPSession(page)
    const chunks: string[] = []
    devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
    await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false, captureNumericValue: true })
    const version = await (await browser.newBrowserCDPSession()).send('Browser.getVersion')
    return measureSnapshot(chunks.join(''), names, {
      engine: `Chromium ${browser.version()}`,
      v8: version.jsVersion,
    })
  } finally {
    await browser.close()
  }
}
