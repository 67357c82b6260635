import { describe, expect, it } from 'vitest'
import { measure, registerType, sizeOf } from '../index.js'
import { underSymbol } from './left-out.js'
import { Preset } from './preset.js'

class Peer {}

class Taught {
  constructor(peer: object) {
    Object.assign(this, { peer, [Symbol('kPeer')]: peer, kept: 1 })
  }
}

function presetFor(): Preset {
  const { prototype } = Taught
  return new Preset([
    {
      name: 'Taught',
      prototype,
      measurer: (_value: object, visitor) => visitor.bytes('native', 100),
      leftOut: [
        { name: 'peer', reason: 'a peer' },
        { name: underSymbol('kPeer'), reason: 'a peer' },
      ],
    },
  ])
}

describe('Preset', () => {
  it('teaches the walk, and takes it back', () => {
    const value = new Taught({ weighs: 'much' })
    const before = measure(value)
    const preset = presetFor()
    expect(preset.types).toEqual(['Taught'])
    preset.register()
    // the peer is {weighs} of 32 B and a string of 16 + 8
    expect(sizeOf(value)).toBe(before.bytes - 32 - 24 + 100)
    expect(measure(value).unseen).toEqual([
      { path: '.peer', reason: 'skipped', count: 1, note: 'a peer' },
      { path: '[Symbol(kPeer)]', reason: 'skipped', count: 1, note: 'a peer' },
    ])
    preset.unregister()
    expect(measure(value)).toEqual(before)
  })

  it('leaves a property out once, however many copies of it are registered', () => {
    const [first, second] = [presetFor(), presetFor()]
    first.register()
    const once = measure(new Taught({}))
    second.register()
    second.register()
    expect(measure(new Taught({}))).toEqual(once)
    second.unregister()
    first.unregister()
    expect(measure(new Taught({})).exact).toBe(true)
  })

  it('gives way to a measurer that somebody registered before or since', () => {
    const preset = presetFor()
    const { bytes } = measure(new Taught({}))
    const left = sizeOf({})
    const forget = registerType(Taught, (_value, visitor) => visitor.bytes('own', 1000))
    preset.register()
    expect(sizeOf(new Taught({}))).toBe(bytes - left + 1000)
    preset.unregister()
    expect(sizeOf(new Taught({}))).toBe(bytes + 1000)
    forget()
    preset.register()
    const forgetAgain = registerType(Taught, (_value, visitor) => visitor.bytes('own', 1000))
    preset.unregister()
    expect(sizeOf(new Taught({}))).toBe(bytes + 1000)
    forgetAgain()
    expect(sizeOf(new Taught({}))).toBe(bytes)
  })

  it('leaves out objects as a whole', () => {
    const preset = new Preset([{ name: 'Peer', prototype: Peer.prototype, reason: 'the peer belongs to the program' }])
    preset.register()
    const peer = Object.assign(new Peer(), { weighs: 'much' })
    expect(sizeOf({ peer })).toBe(24 + 8)
    preset.unregister()
    expect(sizeOf({ peer })).toBe(24 + 8 + 24 + 8 + 24)
  })
})
