import { expect, it } from 'vitest'
import { tableSlot } from './hash-table-slot.js'

it.each([
  { of: 'a map of 2 buckets', size: 16 + 8 * (3 + 2 + 4 * 3), slot: 6, is: { of: 'map', part: 'value', entry: 0 } },
  { of: 'a map of 2 buckets', size: 16 + 8 * (3 + 2 + 4 * 3), slot: 8, is: { of: 'map', part: 'key', entry: 1 } },
  { of: 'a map of 32 buckets', size: 16 + 8 * (3 + 32 + 64 * 3), slot: 36, is: { of: 'map', part: 'value', entry: 0 } },
  { of: 'a set of 4 buckets', size: 16 + 8 * (3 + 4 + 8 * 2), slot: 7, is: { of: 'set', entry: 0 } },
  { of: 'a set with pointers of 4 bytes', size: 8 + 4 * (3 + 2 + 4 * 2), slot: 7, is: { of: 'set', entry: 1 } },
])('tells what slot $slot of $of holds', ({ size, slot, is }) => {
  expect(tableSlot(size, slot)).toMatchObject(is)
})

it('knows nothing of other arrays, nor of what stands before the entries', () => {
  expect(tableSlot(16 + 8 * 11, 5)).toBeUndefined()
  expect(tableSlot(16 + 8 * (3 + 2 + 4 * 3), 3)).toBeUndefined()
})
