import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { foldedStacks, heapProfile, speedscope } from '@carat/report'
import { subjects } from './subjects.mjs'

const folder = dirname(createRequire(import.meta.url).resolve('speedscope/dist/release/index.html'))
/** No such host is asked. */
const origin = 'http://localhost:9'
const types = { html: 'text/html', js: 'text/javascript', css: 'text/css', wasm: 'application/wasm' }

const files = ({ name, subject }) => {
  const lines = foldedStacks(subject)
  const written = [
    { format: 'profile', file: 'cache.speedscope.json', text: speedscope(subject, { name }), title: name, lines },
    { format: 'folded stacks', file: 'cache.folded.txt', text: lines, title: 'cache.folded.txt', lines },
  ]
  if (!('tree' in subject)) return written
  const text = heapProfile(subject)
  return [
    ...written,
    {
      format: '.heapprofile',
      file: 'cache.heapprofile',
      text,
      title: 'cache.heapprofile',
      lines: linesOfHeapProfile(text),
    },
    {
      format: 'profile of pieces',
      file: 'cache.speedscope.json',
      text: speedscope(subject, { name, weight: 'count' }),
      title: name,
      lines: foldedStacks(subject, { weight: 'count' }),
      unit: 'none',
    },
  ]
}

/** Each file opened as a user does it, and compared with what speedscope then exports. */
export const speedscopeChecks = subjects.flatMap((subject) =>
  files(subject).map(({ format, file, text, title, lines, unit = 'bytes' }) => ({
    name: `speedscope opens the ${format} of: ${subject.name}`,
    check: async (context) => {
      const page = await openSpeedscope(context)
      await page.setInputFiles('input[type=file]', { name: file, mimeType: 'text/plain', buffer: Buffer.from(text) })
      await page.getByText('Sandwich').click()
      assert.ok((await page.title()).startsWith(title), `the page is called ${await page.title()}`)

      const exported = await exportOf(page)
      assert.deepEqual(stacksOf(exported), linesOf(lines))
      if (format !== 'folded stacks') {
        const [profile] = exported.profiles
        assert.equal(profile.unit, unit)
        assert.equal(profile.endValue - profile.startValue, subject.subject[unit === 'bytes' ? 'bytes' : 'count'])
        // As speedscope shows it to people: the value itself, or the run, holds all.
        await page.getByText('Total', { exact: true }).click()
        const [largest] = await page.locator('tr').filter({ hasText: '%' }).allInnerTexts()
        assert.match(largest ?? 'no row', /\(100%\)/)
      }
    },
  })),
)

/** Folded stacks of a `.heapprofile`, with frames as speedscope reads them from it: lines from 0. */
function linesOfHeapProfile(text) {
  let lines = ''
  const visit = (node, above) => {
    const { functionName, url, lineNumber, columnNumber } = node.callFrame
    const file = url.split('/').pop()
    const name = functionName || (url === '' ? '(anonymous)' : `(anonymous ${file}:${lineNumber})`)
    const frames = [...above, frameText({ name, file: url, line: lineNumber, col: columnNumber })]
    if (node.selfSize > 0) lines += `${frames.join(';')} ${node.selfSize}\n`
    for (const child of node.children) visit(child, frames)
  }
  visit(JSON.parse(text).head, [])
  return lines
}

/** A frame as one text, as `foldedStacks` has it. */
function frameText({ name, file, line, col }) {
  const text = file ? `${name} (${file}:${line}:${col})` : name
  return text.replaceAll(';', '\\u003b').replaceAll('\n', '\\n')
}

async function openSpeedscope(context) {
  const page = await context.newPage()
  await page.route('**', (route) => {
    const { origin: from, pathname } = new URL(route.request().url())
    if (from !== origin) return route.abort()
    const file = pathname === '/' ? 'index.html' : pathname.slice(1)
    const body = readFileSync(join(folder, file))
    return route.fulfill({ contentType: types[file.split('.').at(-1)] ?? 'application/octet-stream', body })
  })
  await page.goto(`${origin}/`)
  return page
}

async function exportOf(page) {
  const download = page.waitForEvent('download', { timeout: 10_000 })
  await page.getByText('Export').click()
  return JSON.parse(readFileSync(await (await download).path(), 'utf8'))
}

/** What a profile holds, as lines of folded stacks. speedscope exports what it read as events: a frame opens, a frame closes. */
function stacksOf({ shared, profiles: [profile] }) {
  const frames = shared.frames.map(frameText)
  if (profile.type === 'sampled') {
    const lines = profile.samples.map(
      (sample, at) => `${sample.map((frame) => frames[frame]).join(';')} ${profile.weights[at]}`,
    )
    return merged(lines)
  }
  const lines = []
  const stack = []
  let at = profile.startValue
  for (const event of profile.events) {
    if (event.at > at) lines.push(`${stack.join(';')} ${event.at - at}`)
    at = event.at
    if (event.type === 'O') stack.push(frames[event.frame])
    else assert.equal(stack.pop(), frames[event.frame])
  }
  return merged(lines)
}

function linesOf(text) {
  return merged(text.split('\n').filter((line) => line !== ''))
}

/** The bytes of each stack. Long names that were cut may be the same. */
function merged(lines) {
  const bytes = new Map()
  for (const line of lines) {
    const [, stack, own] = /^(.*) (\d+)$/.exec(line)
    bytes.set(stack, (bytes.get(stack) ?? 0) + Number(own))
  }
  return Object.fromEntries([...bytes].sort(([a], [b]) => (a < b ? -1 : 1)))
}
