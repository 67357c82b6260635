import { describe, expect, it } from 'vitest'
import type { NodeText } from '../format/snapshot-text.test-support.js'
import { classNames } from './class-names.js'
import { graphOf } from './graphs.test-support.js'
import { inferInterfaces, shapes } from './interfaces.js'

function namesOf(nodes: readonly NodeText[], detachedness?: Uint8Array): string[] {
  const graph = graphOf(nodes)
  const plain = shapes(graph)
  const { names, ofNode } = classNames(graph, detachedness, plain, inferInterfaces(plain))
  return Array.from(ofNode, (place) => names[place] as string)
}

const objectWith = (...properties: string[]): NodeText => ({
  name: 'Object',
  edges: properties.map((name) => ({ name, to: 0 })),
})

describe('classNames', () => {
  it('names by type what has no class', () => {
    const nodes = [
      'hidden',
      'code',
      'closure',
      'regexp',
      'string',
      'concatenated string',
      'number',
      'object shape',
    ].map((type) => ({ type, name: 'any' }))
    expect(namesOf(nodes)).toEqual([
      ...['(system)', '(compiled code)', 'Function', 'RegExp'],
      ...['(string)', '(concatenated string)', '(number)', '(object shape)'],
    ])
  })

  it('names objects by their classes, and tags without their attributes', () => {
    const nodes = ['Map', '<div>', '<div id="a" class="b">', 'Detached <p title="c">'].map((name) => ({ name }))
    expect(namesOf(nodes)).toEqual(['Map', '<div>', '<div>', 'Detached <p>'])
  })

  it('marks the embedder’s nodes that are detached', () => {
    const nodes = [
      { type: 'native', name: '<div id="a">' },
      { type: 'native', name: 'Node / FileHandle' },
      { name: 'Object' },
    ]
    expect(namesOf(nodes, Uint8Array.of(2, 2, 2))).toEqual(['Detached <div>', 'Detached Node / FileHandle', 'Object'])
    expect(namesOf(nodes, Uint8Array.of(1, 0, 0))).toEqual(['<div>', 'Node / FileHandle', 'Object'])
  })
})

describe('interfaces', () => {
  it('name plain objects of which there are two', () => {
    const names = namesOf([objectWith('x', 'y'), objectWith('x', 'y'), objectWith('z'), objectWith()])
    expect(names).toEqual(['{x, y}', '{x, y}', 'Object', 'Object'])
  })

  it('are those with the most properties of all that an object has', () => {
    const two = [objectWith('x', 'y'), objectWith('x', 'y')]
    const three = [objectWith('x', 'y', 'z'), objectWith('x', 'y', 'z')]
    expect(namesOf([...two, ...three, objectWith('z', 'more', 'y', 'x'), objectWith('y', 'x', 'w')]).slice(4)).toEqual([
      '{x, y, z}',
      '{x, y}',
    ])
  })

  it('are the commonest of those with as many properties, whatever their order', () => {
    const nodes = [objectWith('y', 'x'), objectWith('y', 'x'), ...Array.from({ length: 3 }, () => objectWith('x', 'y'))]
    expect(new Set(namesOf(nodes))).toEqual(new Set(['{x, y}']))
  })

  it('put names in quotes that could be mistaken, and leave the prototype out', () => {
    const odd = objectWith('a, b', '"c"', '__proto__')
    expect(namesOf([odd, odd])[0]).toBe(String.raw`{"a, b", "\"c\""}`)
  })

  it('end when their names get long', () => {
    const long = objectWith(...Array.from({ length: 40 }, (_, i) => `property${i}`))
    const [name = ''] = namesOf([long, long])
    expect(name.length).toBeLessThanOrEqual(123)
    expect(name).toMatch(/^\{property0, property1, .*\}$/)
  })

  it('tell two properties of one name, as of two symbols, from one', () => {
    const twice = objectWith('same', 'same')
    expect(namesOf([twice, twice, objectWith('same')])[2]).toBe('Object')
  })

  it('are one in a thousand at the least', () => {
    const many = Array.from({ length: 3000 }, () => objectWith('x'))
    expect(namesOf([...many, objectWith('rare'), objectWith('rare')]).at(-1)).toBe('Object')
  })
})
