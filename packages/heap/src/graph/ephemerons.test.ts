import { expect, it } from 'vitest'
import { Ephemerons } from './ephemerons.js'
import { ephemeronName, graphOf } from './graphs.test-support.js'

it('knows the two edges to a value in a WeakMap by their names', () => {
  const names = [ephemeronName(1, 7, 99), ephemeronName(13, 7, 99), ephemeronName(1, 9, 99), 'value', '1 / part of it']
  const { strings } = graphOf([{}], { strings: names })
  const ephemerons = new Ephemerons(strings)
  for (const _ of ['looked at', 'known']) {
    expect(names.map((_, place) => ephemerons.named(place))).toEqual([
      { pair: 0, table: 99 },
      { pair: 0, table: 99 },
      { pair: 1, table: 99 },
      undefined,
      undefined,
    ])
  }
})
