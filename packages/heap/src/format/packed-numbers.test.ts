import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PackedNumbers, readerOf } from './packed-numbers.js'

// as many digits as a snapshot's numbers may have, those at the edge of a byte, a word and a double's word among them
const number = fc.oneof(
  fc.nat(300),
  fc.nat(),
  fc.constantFrom(0, 63, 64, 127, 128, 2 ** 30 - 1, 2 ** 30, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 10 ** 15 - 1),
)
const blocks = fc.array(fc.array(number, { maxLength: 20 }))

function packed(all: readonly (readonly number[])[]): PackedNumbers {
  const numbers = new PackedNumbers()
  for (const block of all) numbers.append(Float64Array.from(block), block.length, 0, 1)
  return numbers
}

it('gives the numbers as they came, before and after they are unpacked', () => {
  fc.assert(
    fc.property(blocks, (all) => {
      const numbers = packed(all)
      const expected = all.flat()
      const read = (): number[] => {
        const reader = numbers.reader()
        return expected.map(() => reader.next())
      }
      expect(numbers.length).toBe(expected.length)
      expect(numbers.largest).toBe(Math.max(0, ...expected))
      expect(read()).toEqual(expected)
      expect([...numbers.values]).toEqual(expected)
      expect(read()).toEqual(expected)
      expect(numbers.values).toBe(numbers.values)
    }),
  )
})

it('takes the numbers of its field alone', () => {
  const numbers = new PackedNumbers()
  const block = Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7)
  numbers.append(block, 7, 1, 3)
  numbers.append(block, 7, 7, 3)
  numbers.append(block, 8, 7, 3)
  expect([...numbers.values]).toEqual([1, 4, 7])
})

it('unpacks into words, or into doubles if one needs them', () => {
  expect(packed([[1], [2 ** 32 - 1]]).values).toEqual(Uint32Array.of(1, 2 ** 32 - 1))
  expect(packed([[1], [2 ** 32]]).values).toEqual(Float64Array.of(1, 2 ** 32))
})

it('takes more than one chunk', () => {
  const block = Array.from({ length: 3000 }, (_, i) => (i % 3) * 2 ** 31)
  const all = Array.from({ length: 100 }, () => block)
  expect([...packed(all).values]).toEqual(all.flat())
})

it('reads an array alike', () => {
  const reader = readerOf([3, 1])
  expect([reader.next(), reader.next()]).toEqual([3, 1])
})
