import { type Measurement, measure } from '@carat/core'
import { memoryText } from '@carat/report'
import { beforeAll, describe, expect, it } from 'vitest'
import { measurementSerializer, SnapshotText } from './measurement-serializer.js'

const measurement: Measurement = measure({ name: 'cache', items: [1.5, 2.5] })

describe('measurementSerializer', () => {
  it('prints a measurement as its text', () => {
    expect(measurementSerializer.test(measurement)).toBe(true)
    expect(measurementSerializer.serialize(measurement, {}, '')).toBe(memoryText(measurement))
  })

  it('prints a text of its own kind as it is, and no other', () => {
    expect(measurementSerializer.test(new SnapshotText('a "text"'))).toBe(true)
    expect(measurementSerializer.serialize(new SnapshotText('a "text"'), {}, '')).toBe('a "text"')
    for (const value of ['a text', null, undefined, {}, { ...measurement }, []]) {
      expect(measurementSerializer.test(value)).toBe(false)
    }
  })

  it('indents a text within a larger snapshot, but no empty line', () => {
    expect(measurementSerializer.serialize(new SnapshotText('a\n\nb'), {}, '  ')).toBe('a\n\n  b')
  })

  it('asks nothing of a value, not even of a proxy', () => {
    const refuse = (): never => {
      throw new Error('asked')
    }
    const traps = new Proxy({}, { get: refuse })
    expect(measurementSerializer.test(new Proxy({}, traps))).toBe(false)
    expect(measurementSerializer.test(new Proxy(measurement, traps))).toBe(false)
    expect(measurementSerializer.test(new Proxy(new SnapshotText('text'), traps))).toBe(false)
  })
})

describe('in the snapshots of a runner', () => {
  beforeAll(() => expect.addSnapshotSerializer(measurementSerializer))

  it('prints unquoted, at the top and within', () => {
    expect(measure([1, 2, 3])).toMatchInlineSnapshot(`
      72 B in 1 object, v8-14

      total  self
         72    72  Array, 3 elements
    `)
    expect({ list: measure([1, 2, 3]) }).toMatchInlineSnapshot(`
      {
        "list": 72 B in 1 object, v8-14

        total  self
           72    72  Array, 3 elements,
      }
    `)
  })
})
