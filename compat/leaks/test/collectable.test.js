import { EventEmitter } from 'node:events'
import { failureOf } from '../src/failure-of.js'

class Session {
  constructor(bus) {
    this.bus = bus
  }

  open() {
    const onData = () => this
    this.bus.on('data', onData)
    return () => this.bus.off('data', onData)
  }
}

const bus = new EventEmitter()
const sessions = new Map()

describe('a value is collectable', () => {
  test('that only a variable of the test holds', () => {
    const session = new Session(bus)
    expect(session).toBeCollectable()
  })

  test('that a function of the test closes over', () => {
    const session = new Session(bus)
    const read = () => session
    expect(session).toBeCollectable()
    expect(read()).toBe(session)
  })

  test('that was held and is let go', () => {
    const session = new Session(bus)
    const close = session.open()
    expect(session).not.toBeCollectable()
    close()
    expect(session).toBeCollectable()
  })

  test('after an await', async () => {
    const session = new Session(bus)
    await null
    expect(session).toBeCollectable()
  })

  test('that a function makes', () => {
    expect(() => new Session(bus)).toBeCollectable()
  })

  test('that an async function makes', async () => {
    await expect(async () => {
      await null
      return new Session(bus)
    }).toBeCollectable()
  })

  test('that a WeakRef points at', () => {
    expect(new WeakRef(new Session(bus))).toBeCollectable()
  })
})

describe('a value is not collectable', () => {
  test('that a module holds', async () => {
    const session = new Session(bus)
    sessions.set('user:1', session)
    const text = await failureOf(() => expect(session).toBeCollectable())
    expect(text).toMatch(/sessions → Map\[entry "user:1"\] \(Session\)/)
    sessions.clear()
  })

  test('whose listener is still on', async () => {
    const session = new Session(bus)
    const close = session.open()
    const text = await failureOf(() => expect(session).toBeCollectable())
    expect(text).toMatch(/bus \(EventEmitter\) → _events\.data → \(closure\) onData → context → this \(Session\)/)
    close()
  })

  test('that another variable of the test holds', async () => {
    const own = new EventEmitter()
    const session = new Session(own)
    session.open()
    expect(await failureOf(() => expect(session).toBeCollectable())).toMatch(/\(EventEmitter\)\)? → _events\.data/)
  })

  test('that an async function makes, and a timer holds', async () => {
    let timer
    const text = await failureOf(() =>
      expect(async () => {
        const session = new Session(bus)
        timer = setInterval(function tick() {
          return session
        }, 1_000_000)
        await null
        return session
      }).toBeCollectable(),
    )
    clearInterval(timer)
    expect(text).toMatch(/_onTimeout → \(closure\) tick/)
  })

  test('that a WeakRef points at, and something holds', () => {
    const session = new Session(bus)
    sessions.set('user:2', session)
    expect(new WeakRef(session)).not.toBeCollectable()
    sessions.clear()
  })
})
