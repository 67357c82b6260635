import { EventEmitter } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { measure, sizeOf } from '../index.js'
import { register, types, unregister } from './node.js'

beforeAll(register)
afterAll(unregister)

const notes = (value: unknown) => measure(value).unseen.flatMap(({ path, note }) => (note ? [`${path}: ${note}`] : []))

describe('the preset for Node.js', () => {
  it('teaches the classes of this host', () => {
    for (const name of ['EventEmitter', 'Timeout', 'Immediate', 'Socket', 'OutgoingMessage']) {
      expect(types).toContain(name)
    }
  })

  it('weighs a timer without all other timers', () => {
    const timers = Array.from({ length: 100 }, () => setTimeout(() => {}, 2 ** 30, { argument: 1 }))
    try {
      const [first, second] = timers
      expect(sizeOf(first)).toBe(sizeOf(second))
      // its argument is there: {argument} of 32 B in an array of 32 + 16 + 8
      expect(sizeOf(first)).toBeGreaterThanOrEqual(32 + 32 + 24)
      expect(sizeOf(timers)).toBeGreaterThan(100 * (32 + 32 + 24))
      expect(notes(first)).toEqual([
        '._idleNext: the next timer belongs to another part of the program',
        '._idlePrev: the next timer belongs to another part of the program',
      ])
    } finally {
      for (const timer of timers) clearTimeout(timer)
    }
  })

  it('weighs an emitter with its listeners and without its domain', () => {
    const domain = { members: 'x'.repeat(1000) }
    const emitter = new EventEmitter()
    const plain = sizeOf(emitter)
    const inDomain = Object.assign(new EventEmitter(), { domain })
    expect(sizeOf(inDomain)).toBeLessThan(plain + 100)
    expect(notes(inDomain)).toEqual(['.domain: the domain belongs to the program'])
    emitter.on(
      'weighed',
      Object.assign(() => {}, { heavy: 'x'.repeat(1000) }),
    )
    expect(sizeOf(emitter)).toBeGreaterThan(plain + 1000)
  })

  it('weighs a message without its connection', () => {
    const socket = Object.assign(new net.Socket(), { heavy: 'x'.repeat(5000) })
    const request = new http.IncomingMessage(socket)
    const response = new http.ServerResponse(request)
    response.assignSocket(socket)
    expect(sizeOf(request)).toBeLessThan(5000)
    expect(sizeOf(response)).toBeLessThan(5000)
    expect(sizeOf(socket)).toBeGreaterThan(5000)
    expect(notes(socket)).toContain('._httpMessage: the message refers to the socket, and is a value of its own')
  })

  it('says what a class of a user adds', () => {
    class Cache extends EventEmitter {
      readonly entries: string[] = ['x'.repeat(1000)]
    }
    expect(sizeOf(new Cache())).toBeGreaterThan(sizeOf(new EventEmitter()) + 1000)
  })

  it('counts the bytes of a secret key where that changes nothing', async () => {
    const { createSecretKey } = await import('node:crypto')
    const [small, large] = [createSecretKey(Buffer.alloc(16)), createSecretKey(Buffer.alloc(64))]
    expect([0, 48]).toContain(sizeOf(large) - sizeOf(small))
    unregister()
    expect(sizeOf(large)).toBe(sizeOf(small))
    register()
  })
})
