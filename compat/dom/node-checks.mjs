/** What holds of the nodes of each DOM that is written in JavaScript. */
import assert from 'node:assert/strict'
import { measure } from '@carat/core'
import { register, types, unregister } from '@carat/core/presets/dom'
import { Window } from 'happy-dom-21'
import { JSDOM } from 'jsdom-26'

const html = `
  <header>${'a heading that weighs much. '.repeat(1000)}</header>
  <main id="weighed" class="of gold"><p>first paragraph</p><p>second paragraph</p></main>
  <footer><ul>${'<li>another node</li>'.repeat(500)}</ul></footer>`

const doms = {
  jsdom: () => new JSDOM(`<!doctype html><body>${html}`).window,
  // as the environment of Jest has it: then the window is two objects
  'jsdom with scripts': () => new JSDOM(`<!doctype html><body>${html}`, { runScripts: 'dangerously' }).window,
  'happy-dom': () => {
    const window = new Window()
    window.document.body.innerHTML = html
    return window
  },
}

/** The keys of an object and of the objects that it holds, a few steps deep. */
function keysOf(object, depth = 3, seen = new Set()) {
  if (typeof object !== 'object' || object === null || seen.has(object) || depth === 0) return []
  seen.add(object)
  return Reflect.ownKeys(object).map((key) => {
    const value = Object.getOwnPropertyDescriptor(object, key)?.value
    return [String(key), typeof value, keysOf(value, depth - 1, seen)]
  })
}

const bytes = (value) => measure(value).bytes
const notes = (value) => measure(value).unseen.flatMap(({ note }) => (note === undefined ? [] : [note]))

export const nodeChecks = Object.entries(doms).flatMap(([dom, make]) =>
  Object.entries({
    'an element is weighed without its parent, its siblings, its document and the window': (window) => {
      const element = window.document.getElementById('weighed')
      const footer = window.document.querySelector('footer')
      element.style.color = 'gold'
      const alone = bytes(element)
      // the header is 27,000 characters, the footer 500 elements of several hundred bytes
      assert.ok(alone < 27_000, `${alone} B`)
      unregister()
      assert.ok(bytes(element) > 100_000, `${bytes(element)} B without the preset`)
      register(window.document)
      assert.equal(bytes(element), alone)
      footer.remove()
      // some keep notes on each node of what they were last asked for
      assert.ok(Math.abs(bytes(element) - alone) < 1000, `${bytes(element)} B, was ${alone} B`)
    },
    'an element weighs its children and their texts': (window) => {
      const { document } = window
      const element = document.getElementById('weighed')
      const [first] = element.children
      // lists of children and notes on texts are made on first use
      first.firstChild.data = 'changed paragraph'
      const before = bytes(element)
      assert.ok(bytes(first) < before)
      first.firstChild.data = `${first.firstChild.data}${'!'.repeat(800)}`
      assert.equal(bytes(element) - before, 800)
      const more = document.createElement('p')
      more.textContent = 'third paragraph'
      element.appendChild(more)
      assert.ok(bytes(element) - before - 800 >= 24 + 16 + 'third paragraph'.length)
      more.remove()
      first.firstChild.data = 'first paragraph'
    },
    'an attribute weighs its text': (window) => {
      const element = window.document.createElement('div')
      element.setAttribute('title', 'x'.repeat(100))
      const before = bytes(element)
      element.setAttribute('title', 'x'.repeat(900))
      assert.equal(bytes(element) - before, 800)
    },
    'a text and a list of nodes are weighed alone, too': (window) => {
      const element = window.document.getElementById('weighed')
      assert.ok(bytes(element.firstChild.firstChild) < 4000)
      assert.ok(bytes(element.childNodes) < 40_000)
    },
    'an event is weighed without what it was sent to': (window) => {
      const event = new window.Event('click')
      const element = window.document.getElementById('weighed')
      element.dispatchEvent(event)
      assert.ok(bytes(event) < bytes(element), `${bytes(event)} B`)
    },
    'each thing left out has a reason': (window) => {
      const found = notes(window.document.getElementById('weighed'))
      assert.ok(found.length > 0)
      assert.ok(found.includes('the document holds its nodes, not they it'), found.join('\n'))
      assert.ok(found.includes('a parent holds its children, not they it'), found.join('\n'))
      assert.deepEqual(measure(window.document.getElementById('weighed')).warnings ?? [], [])
    },
    'measuring changes no node': (window) => {
      const element = window.document.getElementById('weighed')
      const before = keysOf(element)
      const markup = window.document.documentElement.outerHTML
      bytes(element)
      bytes(window.document)
      assert.deepEqual(keysOf(element), before)
      assert.equal(window.document.documentElement.outerHTML, markup)
    },
    'a document weighs its nodes': (window) => {
      assert.ok(bytes(window.document) > bytes(window.document.body))
      assert.ok(bytes(window.document.body) > 27_000)
    },
    'registering twice leaves nothing out twice': (window) => {
      const element = window.document.getElementById('weighed')
      const before = measure(element)
      register(window.document)
      assert.deepEqual(measure(element), before)
      assert.ok(types.length > 1)
      assert.equal(new Set(types).size, types.length)
    },
  }).map(([name, check]) => ({
    name: `${dom}: ${name}`,
    check: async () => {
      const window = make()
      register(window.document)
      try {
        await check(window)
      } finally {
        unregister()
        await (window.happyDOM?.close() ?? window.close())
      }
    },
  })),
)

nodeChecks.push({
  name: 'what is no document is an error that says so',
  check: () => {
    for (const wrong of [{}, 'document', null, 5, new Map()]) {
      assert.throws(() => register(wrong), /^TypeError: document must be a document, got .*; for example register\(/)
    }
  },
})
