import { expect, it } from 'vitest'
import type { NodeText } from '../format/snapshot-text.test-support.js'
import { graphOf } from './graphs.test-support.js'
import { nodeName } from './node-names.js'

const nameOf = (nodes: readonly NodeText[], node = 0, detachedness?: Uint8Array): string =>
  nodeName(graphOf(nodes), detachedness, node)
const parts = (first: number, second: number) => [
  { type: 'internal', name: 'first', to: first },
  { type: 'internal', name: 'second', to: second },
]

it('is the text of a concatenated string', () => {
  const type = 'concatenated string'
  const nodes = [
    { type, edges: parts(1, 4) },
    { type, edges: parts(2, 3) },
    ...['one ', 'two ', 'three'].map((name) => ({ type: 'string', name })),
  ]
  expect(nameOf(nodes)).toBe('one two three')
})

it('ends for concatenated strings that a damaged snapshot has in a circle, or without their parts', () => {
  const type = 'concatenated string'
  expect(nameOf([{ type, edges: parts(0, 0) }])).toBe('')
  expect(nameOf([{ type, name: '(concatenated string)' }])).toBe('')
})

it('is the properties of a plain object, from both ends if they are many', () => {
  const objectWith = (...names: string[]): NodeText[] => [
    { name: 'Object', edges: names.map((name) => ({ name, to: 0 })) },
  ]
  expect(nameOf(objectWith())).toBe('{}')
  expect(nameOf(objectWith('a', '__proto__', 'b, c'))).toBe('{a, "b, c"}')
  const long = objectWith(...Array.from({ length: 10 }, (_, i) => `a long property name ${i}`))
  expect(nameOf(long)).toBe(
    '{a long property name 0, a long property name 1, …, a long property name 8, a long property name 9}',
  )
})

it('says what is detached', () => {
  const nodes = [{ type: 'native', name: '<p>' }, { name: 'Foo' }]
  expect(nameOf(nodes, 0, Uint8Array.of(2, 2))).toBe('Detached <p>')
  expect(nameOf(nodes, 1, Uint8Array.of(2, 2))).toBe('Foo')
})
