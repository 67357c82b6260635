import assert from 'node:assert/strict'
import { flameGraph } from '@carat/report'
import { subjects } from './subjects.mjs'
import { measured } from './values.mjs'

const origin = 'http://localhost:9'
const WIDTH = 1200
const INNER = WIDTH - 32

export const flameGraphChecks = [
  ...subjects.map(({ name, subject }) => ({
    name: `the flame graph of ${name} is drawn, and its texts stay in their boxes`,
    check: async (context) => {
      const { page, boxes } = await openGraph(context, subject)
      assert.equal(await page.evaluate(() => document.querySelector('parsererror')), null)
      assert.ok(boxes.length > 1)
      assert.equal(boxes[0].width, INNER)
      assert.ok(boxes[0].title.includes(`${subject.bytes.toLocaleString('en')} B, 100.0 % of all`), boxes[0].title)
      for (const { title, text, textEnd, right } of boxes) {
        if (text !== '') assert.ok(textEnd <= right, `${JSON.stringify(title)} ends at ${textEnd}, its box at ${right}`)
      }
    },
  })),
  {
    name: 'a click zooms in to a box, one on a box above it out, and Escape back to all',
    check: async (context) => {
      const { measurement } = measured.find(({ name }) => name === 'zod schema')
      const { page, boxes } = await openGraph(context, measurement)
      // A narrow box that has others below it.
      const at = boxes.findIndex(({ y, left, right, width }) => {
        return (
          width > 30 && width < 300 && boxes.some((below) => below.y > y && below.left >= left && below.right <= right)
        )
      })
      const chosen = boxes[at]
      const isAbove = ({ y, left, right }) => y < chosen.y && left <= chosen.left && right >= chosen.right
      const isWithin = ({ y, left, right }) => y >= chosen.y && left >= chosen.left && right <= chosen.right
      await page.locator('.carat-frame').nth(at).locator('rect').click()
      const zoomed = await boxesOf(page)
      assert.equal(zoomed.length, boxes.length)
      for (const [index, box] of zoomed.entries()) {
        const before = boxes[index]
        assert.equal(box.isShown, isAbove(before) || isWithin(before), before.title)
        if (isAbove(before)) assert.equal(box.width, INNER)
        if (isWithin(before)) near(box.width, (before.width * INNER) / chosen.width, before.title)
        if (box.isShown && box.text !== '') assert.ok(box.textEnd <= box.right, box.title)
      }
      assert.equal(zoomed[at].width, INNER)
      assert.ok(zoomed.filter(({ isShown, text }) => isShown && text !== '').length > 2)

      await page.locator('.carat-frame').first().locator('rect').click()
      assert.deepEqual(await boxesOf(page), boxes)
      await page.locator('.carat-frame').nth(at).locator('rect').click()
      await page.keyboard.press('Escape')
      assert.deepEqual(await boxesOf(page), boxes)
    },
  },
  {
    name: 'it is read on a light and on a dark ground',
    check: async (context) => {
      const { page } = await openGraph(context, measured[0].measurement)
      const fills = {}
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme })
        fills[colorScheme] = await page.evaluate(() => {
          const fill = (selector) => getComputedStyle(document.querySelector(selector)).fill
          return { ground: fill('.carat-ground'), ink: fill('.carat-title'), faint: fill('.carat-faint') }
        })
        const { ground, ink, faint } = fills[colorScheme]
        assert.ok(contrast(ground, ink) >= 7, `${colorScheme}: ${ink} on ${ground}`)
        assert.ok(contrast(ground, faint) >= 4.5, `${colorScheme}: ${faint} on ${ground}`)
      }
      assert.notEqual(fills.light.ground, fills.dark.ground)
    },
  },
  {
    name: 'it is shown in an <img>, where no script runs',
    check: async (context) => {
      const page = await pageWith(context, {
        '/': ['text/html', '<!doctype html><img src="/graph.svg">'],
        '/graph.svg': ['image/svg+xml', flameGraph(measured[0].measurement, { width: 800 })],
      })
      const size = await page.evaluate(async () => {
        const image = document.querySelector('img')
        await image.decode()
        return [image.naturalWidth, image.naturalHeight]
      })
      assert.equal(size[0], 800)
      assert.ok(size[1] > 100)
    },
  },
  {
    name: 'two in one HTML page zoom each by itself, and leave the page as it is',
    check: async (context) => {
      const [first, second] = measured.map(({ measurement }) => flameGraph(measurement))
      const page = await pageWith(context, {
        '/': ['text/html', `<!doctype html><p class="frame">text</p>${first}${second}`],
      })
      const errors = []
      page.on('pageerror', (error) => errors.push(error))
      const plain = await pageWith(context, { '/': ['text/html', '<!doctype html><p class="frame">text</p>'] })
      const styleOf = (page) => page.evaluate(() => ({ ...getComputedStyle(document.querySelector('p')) }))
      const [styled, bare] = [await styleOf(page), await styleOf(plain)]
      assert.equal(styled.fontFamily, bare.fontFamily)
      assert.equal(styled.color, bare.color)
      const widths = (at) =>
        page
          .locator('svg.carat-flame-graph')
          .nth(at)
          .locator('.carat-frame > rect')
          .evaluateAll((rects) => rects.map((rect) => rect.getAttribute('width')))
      const [one, two] = [await widths(0), await widths(1)]
      await page.locator('svg.carat-flame-graph').nth(1).locator('.carat-frame > rect').nth(1).click()
      assert.deepEqual(await widths(0), one)
      assert.notDeepEqual(await widths(1), two)
      assert.deepEqual(errors, [])
    },
  },
]

async function openGraph(context, subject) {
  const page = await pageWith(context, { '/': ['image/svg+xml', flameGraph(subject, { width: WIDTH })] })
  return { page, boxes: await boxesOf(page) }
}

/** A page that gets nothing but these, each with its type; asking for anything else, or an error in a script, is one. */
async function pageWith(context, answers) {
  const page = await context.newPage()
  const problems = []
  page.on('pageerror', (error) => problems.push(error.message))
  await page.route('**', (route) => {
    const url = new URL(route.request().url())
    const answer = url.origin === origin ? answers[url.pathname] : undefined
    if (answer !== undefined) return route.fulfill({ contentType: answer[0], body: answer[1] })
    if (url.pathname !== '/favicon.ico') problems.push(`asked for ${url}`)
    return route.abort()
  })
  await page.goto(`${origin}/`)
  assert.deepEqual(problems, [])
  return page
}

/** What is drawn, in pixels from the left edge of the graph. */
function boxesOf(page) {
  return page.locator('.carat-frame').evaluateAll((groups) =>
    groups.map((group) => {
      const rect = group.querySelector('rect')
      const text = group.querySelector('text')
      const [left, y, width] = ['x', 'y', 'width'].map((name) => Number(rect.getAttribute(name)))
      return {
        left,
        y,
        width,
        right: left + width,
        isShown: group.style.display !== 'none',
        title: group.querySelector('title').textContent,
        text: text?.textContent ?? '',
        textEnd: text === null ? left : left + Number(text.getAttribute('x')) + text.getComputedTextLength(),
      }
    }),
  )
}

function near(actual, wanted, message) {
  assert.ok(Math.abs(actual - wanted) < 0.01, `${actual} is not ${wanted}: ${message}`)
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour) {
  const [red, green, blue] = colour.match(/\d+/g).map((channel) => {
    const share = Number(channel) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
