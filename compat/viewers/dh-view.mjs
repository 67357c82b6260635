import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { dhat, foldedStacks } from '@carat/report'
import { profiled } from './allocations.mjs'

/** No such host is asked. */
const origin = 'http://localhost:9'
const types = { html: 'text/html', js: 'text/javascript', css: 'text/css' }
/** Places of `gSelectData` in dh_view. */
const BY_BYTES = '0'
const BY_PIECES = '1'

/** The folder of dh_view in the Valgrind of the system, or `undefined` where there is none on PATH. */
export function dhViewFolder() {
  try {
    const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }
    const prefix = dirname(dirname(realpathSync(execFileSync('which', ['valgrind'], options).trim())))
    const folders = ['libexec/valgrind', 'lib/valgrind'].map((folder) => join(prefix, folder))
    return folders.find((folder) => existsSync(join(folder, 'dh_view.html')))
  } catch {
    return undefined
  }
}

export const dhViewChecks = (folder) => [
  ...profiled.flatMap(({ name, allocations }) =>
    [BY_BYTES, BY_PIECES].map((metric) => ({
      name: `dh_view shows the numbers of: ${name}, by ${metric === BY_BYTES ? 'bytes' : 'pieces'}`,
      check: async (context) => {
        const { page, problems } = await openDhView(context, folder)
        await load(page, dhat(allocations))
        await page.selectOption('select', metric)
        assert.deepEqual(problems, [])
        assert.equal(await page.locator('.error').count(), 0)
        assert.match(await page.title(), metric === BY_BYTES ? /Total \(bytes\)$/ : /Total \(pieces\)$/)
        expectInvocation(await page.locator('.invocation, .times').allTextContents(), allocations)
        expectPoints(await pointsOf(page), allocations)
      },
    })),
  ),
  ...[
    {
      broken: 'two points with the same frames',
      error: 'repeated location',
      edit: (file) => file.pps.push(file.pps[0]),
    },
    { broken: 'no unit of time', error: 'missing a field: tu', edit: (file) => delete file.tu },
    { broken: 'a point without frames', error: 'missing a field: fs', edit: (file) => delete file.pps[1].fs },
    { broken: 'version 3', error: 'version number 3', edit: (file) => Object.assign(file, { dhatFileVersion: 3 }) },
  ].map(({ broken, error, edit }) => ({
    name: `dh_view refuses a file with ${broken}`,
    check: async (context) => {
      const { page, problems } = await openDhView(context, folder)
      const file = JSON.parse(dhat(profiled[0].allocations))
      edit(file)
      await load(page, JSON.stringify(file))
      assert.ok((await page.locator('.error').textContent()).includes(error))
      assert.equal(problems.length, 1)
    },
  })),
]

async function openDhView(context, folder) {
  const page = await context.newPage()
  const problems = []
  page.on('pageerror', ({ message }) => problems.push(message))
  await page.route('**', (route) => {
    const { origin: from, pathname } = new URL(route.request().url())
    if (from !== origin || pathname === '/favicon.ico') return route.abort()
    return route.fulfill({ contentType: types[pathname.split('.').at(-1)], body: readFileSync(join(folder, pathname)) })
  })
  await page.goto(`${origin}/dh_view.html`)
  return { page, problems }
}

async function load(page, text) {
  await page.setInputFiles('input[type=file]', { name: 'dhat.json', mimeType: 'text/plain', buffer: Buffer.from(text) })
  await page.locator('.error, pre').waitFor()
}

function expectInvocation(texts, { name }) {
  const text = texts.join('')
  assert.ok(text.includes(`Command: ${name}\n`), text)
  assert.ok(text.includes('PID:     0\n'), text)
  assert.ok(text.includes('t-end:  1,000,000 µrun\n'), text)
}

/** The program points that dh_view shows: for each its numbers, and its frames from the outermost. */
async function pointsOf(page) {
  const texts = await page.locator('span.leaf, span.internal').allTextContents()
  return texts.map((text) => {
    const numbers = /Total: +([\d,]+) bytes \(.*?\) in ([\d,]+) pieces \((.*?)\)/.exec(text)
    // `#` are the frames of this point, `^` those above. One without its own is the rest of the one above.
    const frames = [...text.matchAll(/^[│ ]* {4}([#^])\d+: (.*)$/gm)]
    return {
      bytes: numberIn(numbers?.[1]),
      count: numberIn(numbers?.[2]),
      shares: numbers?.[0],
      frames: frames.map(([, , frame]) => frame).filter((frame) => frame !== '[root]'),
      hasChildren: text.includes(' children) {'),
      hasOwnFrames: frames.some(([, mark]) => mark === '#'),
      aggregated: Number(/^[│ ]* {4}\[(\d+) insignificant\]$/m.exec(text)?.[1] ?? 0),
    }
  })
}

function expectPoints(points, allocations) {
  const own = ['bytes', 'count'].map((weight) => foldedStacks(allocations, { weight }).split('\n').slice(0, -1))
  const stacks = own.map((lines) =>
    lines.map((line) => {
      const [, stack, number] = /^\(root\);?(.*) (\d+)$/.exec(line)
      return { frames: stack === '' ? [] : stack.split(';'), number: Number(number) }
    }),
  )
  const sumOf = (stacks, frames, exactly) =>
    stacks
      .filter((stack) => frames.every((frame, at) => stack.frames[at] === frame))
      .filter((stack) => !exactly || stack.frames.length === frames.length)
      .reduce((sum, { number }) => sum + number, 0)

  const [root] = points
  assert.equal(root.bytes, allocations.bytes)
  assert.equal(root.count, allocations.count)
  // The rates of one run are its numbers.
  if (root.count > 0)
    assert.ok(root.shares.endsWith(`in ${grouped(root.count)} pieces (100%, ${grouped(root.count)}/run)`))
  for (const { bytes, count, frames, hasOwnFrames, aggregated } of points) {
    if (aggregated > 0) continue
    assert.equal(bytes, sumOf(stacks[0], frames, !hasOwnFrames), frames.join('\n'))
    assert.equal(count, sumOf(stacks[1], frames, !hasOwnFrames), frames.join('\n'))
  }
  const leaves = points.filter(({ hasChildren }) => !hasChildren)
  assert.ok(leaves.length > 0)
  if (leaves.every(({ aggregated }) => aggregated === 0)) {
    assert.equal(
      leaves.reduce((sum, { bytes }) => sum + bytes, 0),
      allocations.bytes,
    )
    assert.equal(leaves.length, Math.max(1, stacks[0].length))
  }
}

function numberIn(text) {
  return text === undefined ? undefined : Number(text.replaceAll(',', ''))
}

function grouped(number) {
  return number.toLocaleString('en')
}
