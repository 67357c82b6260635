import { expect, it } from 'vitest'
import { takeSnapshot } from './take-snapshot.js'

class Unmistakable {
  half = 0.5
  part = { deep: [1, 2, 3] }
}

it('has the objects of this process as they are now, with their numbers', () => {
  const held = [new Unmistakable(), new Unmistakable()]
  const snapshot = takeSnapshot()
  const row = snapshot.classes().find(({ name }) => name === 'Unmistakable')
  expect(row?.count).toBe(held.length)
  const ordinal = snapshot
    .nodesByClass()
    .ofNode.findIndex((place) => snapshot.nodesByClass().classes[place]?.name === 'Unmistakable')
  const properties = [...snapshot.edgesOf(ordinal)].map(({ name, to }) => [name, snapshot.node(to).type])
  expect(properties).toContainEqual(['half', 'number'])
  expect(properties).toContainEqual(['part', 'object'])
})

it('keeps the ids of objects from one snapshot to the next', () => {
  const held = new Unmistakable()
  const idOf = (): number => {
    const snapshot = takeSnapshot()
    const name = snapshot.graph.strings.indexOf('Unmistakable')
    const isInstance = (node: number) => [...snapshot.edgesOf(node)].some((edge) => edge.name === 'half')
    const node = snapshot.graph.nodeNames.findIndex((place, ordinal) => place === name && isInstance(ordinal))
    return snapshot.node(node).id
  }
  expect(idOf()).toBe(idOf())
  expect(held.half).toBe(0.5)
})
