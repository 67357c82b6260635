import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { pathToFileURL } from 'node:url'
import { launchChromium } from '@carat/calibration/dist/chromium.js'
import { heapProfile } from '@carat/report'
import { profiled } from './allocations.mjs'

const [first, second] = profiled
const { allocations } = first
const own = { bytes: 16, count: 1 }
const sampled = [
  first,
  second,
  {
    name: 'a run that allocates outside of functions',
    allocations: { ...allocations, bytes: allocations.bytes + own.bytes, tree: { ...allocations.tree, self: own } },
  },
]

/** A Chromium whose DevTools are pages of its own, and where they are; `undefined` where it was built without them. */
export async function launchDevTools(chromium) {
  const origin = `http://127.0.0.1:${await freePort()}`
  const { port } = new URL(origin)
  const switches = [`--remote-debugging-port=${port}`, `--remote-allow-origins=${origin}`]
  const browser = await launchChromium(chromium, switches)
  const { status } = await fetch(`${origin}/devtools/devtools_app.html`)
  if (status === 200) return { browser, origin }
  await browser.close()
  return undefined
}

/** What the Memory panel shows of each function, against the profile. */
export const devToolsChecks = ({ browser, origin }) =>
  sampled.map(({ name, allocations }) => ({
    name: `DevTools show the .heapprofile of: ${name}`,
    check: async () => {
      const inspected = await browser.newPage()
      await inspected.goto('data:text/html,inspected')
      const targets = await (await fetch(`${origin}/json/list`)).json()
      const { id } = targets.find(({ url }) => url === 'data:text/html,inspected')
      // All rows in sight: DevTools make no others.
      const page = await browser.newPage({ viewport: { width: 1200, height: 2400 } })
      try {
        const socket = `${new URL(origin).host}/devtools/page/${id}`
        await page.goto(`${origin}/devtools/devtools_app.html?ws=${socket}&panel=heap-profiler`)
        const rows = await loadedRows(page, heapProfile(allocations))
        assert.deepEqual(rows, expectedRows(allocations))
        assert.equal(
          rows.reduce((sum, { self }) => sum + self, 0),
          allocations.bytes,
        )
      } finally {
        await page.close()
        await inspected.close()
      }
    },
  }))

async function loadedRows(page, text) {
  const chooser = page.waitForEvent('filechooser')
  await page.getByText('Load profile').click()
  await (await chooser).setFiles({ name: 'cache.heapprofile', mimeType: 'text/plain', buffer: Buffer.from(text) })
  await page.locator('li.profile-sidebar-tree-item').click()
  await page.locator('select').selectOption({ label: 'Heavy (Bottom Up)' })
  await page.locator('td.function-column').first().waitFor()
  const rows = await page.locator('tr:has(td.function-column)').evaluateAll((rows) =>
    rows.map((row) => {
      const [self] = row.querySelectorAll('td.numeric-column')
      const link = row.querySelector('td.function-column button')
      return {
        name: row.querySelector('td.function-column').firstChild.textContent,
        self: Number(/^\d+(?= bytes)/.exec(self.ariaLabel)?.[0]),
        url: link?.title ?? '',
        line: Number(/:(\d+)$/.exec(link?.textContent)?.[1] ?? 0),
      }
    }),
  )
  return sorted(rows)
}

/** A row for each function, whatever called it; lines from 1, as DevTools show them. */
function expectedRows({ tree }) {
  const rows = new Map()
  const add = (key, name, place, self) => {
    const row = rows.get(key) ?? { name, self: 0, url: place === undefined ? '' : pathToFileURL(place.file).href }
    rows.set(key, { ...row, self: row.self + self.bytes, line: place?.line ?? 0 })
  }
  const visit = ({ kind, name, place, self, children }) => {
    add(JSON.stringify([kind, name, place]), kind === 'group' ? `(group ${name})` : name, place, self)
    for (const child of children) visit(child)
  }
  if (tree.self.bytes > 0) add('run', '(the function)', undefined, tree.self)
  for (const child of tree.children) visit(child)
  return sorted([...rows.values()])
}

function sorted(rows) {
  const texts = rows.map(({ name, self, url, line }) => JSON.stringify({ name, self, url, line }))
  return texts.sort().map((text) => JSON.parse(text))
}

/** A port that nobody listens on. */
async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}
