import { EventEmitter } from 'node:events'

/**
 * Functions that each leak in one of the usual ways, with what a failure has to name: where it is allocated, and the path
 * from what holds it.
 *
 * @typedef {object} Leaky
 * @property {string} name
 * @property {() => unknown} run
 * @property {readonly RegExp[]} names
 * @property {boolean} [isUsual] Of the kinds that every run looks for, in every runner.
 */

class Session {
  constructor(id) {
    this.id = id
    this.payload = [id, id + 1]
  }
}

class TreeNode {
  constructor(parent) {
    this.parent = parent
    this.children = []
    parent?.children.push(this)
  }
}

class Registry {
  static instances = new Set()
  #byId = new Map()

  add(id) {
    this.#byId.set(id, new Session(id))
  }
}

let calls = 0
const bus = new EventEmitter()
bus.setMaxListeners(0)
const target = new EventTarget()
const sessions = new Map()
const byName = {}
const held = []
const numbers = []
const seen = new Set()
const detached = []
const registry = new Registry()
const settings = { theme: 'dark' }
const perSettings = new WeakMap([[settings, []]])
const never = new Promise(() => {})
const generators = []
let newest = null
let tail = Promise.resolve()

function listener() {
  const session = new Session(++calls)
  bus.on('data', function onData() {
    return session
  })
}

function eventTarget() {
  const session = new Session(++calls)
  target.addEventListener(`change${calls}`, function onChange() {
    return session
  })
}

function interval() {
  const session = new Session(++calls)
  const timer = setInterval(function tick() {
    return session
  }, 1_000_000)
  timer.unref()
}

function timeout() {
  const session = new Session(++calls)
  setTimeout(function later() {
    return session
  }, 1_000_000).unref()
}

function cache() {
  sessions.set(`user:${++calls}`, new Session(calls))
}

function dictionary() {
  byName[`user:${++calls}`] = new Session(calls)
}

function promiseChain() {
  const session = new Session(++calls)
  never.then(function afterwards() {
    return session
  })
}

async function asyncChain() {
  const session = new Session(++calls)
  never.then(function afterAll() {
    return session
  })
  tail = tail.then(() => undefined)
  await tail
}

async function forgottenAwait() {
  const waiting = (async function waitForever() {
    const session = new Session(++calls)
    await never
    return session
  })()
  await Promise.race([waiting, null])
}

function detachedTree() {
  const root = new TreeNode(null)
  for (let at = 0; at < 3; at++) new TreeNode(root)
  // One leaf keeps the whole tree, by its way up.
  detached.push(root.children[2])
}

function moduleArray() {
  held.push(new Session(++calls))
}

function arrayOfNumbers() {
  numbers.push(++calls)
}

function setOfStrings() {
  seen.add(`request ${++calls} of a name that is long enough`)
}

function linkedList() {
  newest = { session: new Session(++calls), older: newest }
}

function staticRegistry() {
  Registry.instances.add(new Session(++calls))
}

function privateField() {
  registry.add(++calls)
}

function valueOfWeakMap() {
  perSettings.get(settings).push(new Session(++calls))
}

async function afterAwait() {
  await null
  sessions.set(`later:${++calls}`, new Session(calls))
}

function processListener() {
  const session = new Session(++calls)
  process.setMaxListeners(0)
  process.on('carat-leak', function onLeak() {
    return session
  })
}

function globalProperty() {
  globalThis.caratLeaks ??= []
  globalThis.caratLeaks.push(new Session(++calls))
}

function suspendedGenerator() {
  const generator = (function* pages() {
    yield new Session(++calls)
  })()
  generator.next()
  generators.push(generator)
}

function buffers() {
  held.push(new Uint8Array(1000))
}

function everyThirdCall() {
  if (++calls % 3 === 0) held.push(new Session(calls))
}

function abortSignal() {
  const session = new Session(++calls)
  controller.signal.addEventListener('abort', function onAbort() {
    return session
  })
}
const controller = new AbortController()

/** @type {readonly Leaky[]} */
export const leaky = [
  {
    name: 'listener',
    isUsual: true,
    run: listener,
    names: [/bus \(EventEmitter\) → _events\.data/, /onData/, /leaky\.js/],
  },
  { name: 'listener of an EventTarget', run: eventTarget, names: [/target \(EventTarget\)/, /onChange/] },
  { name: 'listener of an AbortSignal', run: abortSignal, names: [/AbortSignal|EventTarget/, /onAbort/] },
  { name: 'listener of process', run: processListener, names: [/\bprocess\)? → _events/, /onLeak/] },
  {
    name: 'interval',
    isUsual: true,
    run: interval,
    names: [/Timeout → _onTimeout → \(closure\) tick/, /clearInterval/],
  },
  { name: 'timeout', run: timeout, names: [/Timeout → _onTimeout → \(closure\) later/] },
  {
    name: 'cache without bound',
    isUsual: true,
    run: cache,
    names: [/sessions → Map\[entry "user:\d+"\] \(Session\) \(\+1 each call\)/],
  },
  { name: 'object as a dictionary', run: dictionary, names: [/byName\["user:\d+"\] \(Session\)/] },
  {
    name: 'closure in a promise chain',
    isUsual: true,
    run: promiseChain,
    names: [/never → promise reaction → \(closure\) afterwards/],
  },
  { name: 'closure in an async chain', run: asyncChain, names: [/never → promise reaction → \(closure\) afterAll/] },
  {
    name: 'async function that never ends',
    run: forgottenAwait,
    names: [/never → promise reaction → await of async function waitForever/],
  },
  { name: 'detached tree', isUsual: true, run: detachedTree, names: [/detached\[\d+\] \(TreeNode\)/, /4 × TreeNode/] },
  {
    name: 'module-level array',
    isUsual: true,
    run: moduleArray,
    names: [/module scope of leaky\.js → held\[\d+\] \(Session\) \(\+1 each call\)/],
  },
  { name: 'array of numbers', run: arrayOfNumbers, names: [/numbers \(\+\d+ B each call\)/] },
  { name: 'set of strings', run: setOfStrings, names: [/seen → Set\[element #\d+\]/] },
  { name: 'linked list', run: linkedList, names: [/module scope of leaky\.js → newest/] },
  { name: 'static field of a class', run: staticRegistry, names: [/instances → Set\[element #\d+\] \(Session\)/] },
  {
    name: 'map in a private field',
    run: privateField,
    names: [/registry \(Registry\) → #byId → Map\[entry #\d+\] \(Session\)/],
  },
  { name: 'value of a WeakMap', run: valueOfWeakMap, names: [/settings → WeakMap\[key Object\]\[\d+\] \(Session\)/] },
  {
    name: 'cache filled after an await',
    isUsual: true,
    run: afterAwait,
    names: [/sessions → Map\[entry "later:\d+"\]/, /afterAwait/],
  },
  { name: 'global property', run: globalProperty, names: [/globalThis\.caratLeaks\[\d+\] \(Session\)/] },
  { name: 'suspended generator', run: suspendedGenerator, names: [/generators\[\d+\] \(pages\)/] },
  { name: 'buffers', run: buffers, names: [/held\[\d+\] \(Uint8Array\)/] },
  { name: 'one call in three', run: everyThirdCall, names: [/held\[\d+\] \(Session\) \(\+0\.33 each call\)/] },
]
