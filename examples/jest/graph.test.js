// Each city knows its neighbours, and they know it: a walk that followed every road would never end.
// An object is counted once, however many roads lead to it, so one city weighs what all of them weigh.
const names = ['Hamburg', 'Berlin', 'Munich', 'Cologne']
const roads = [
  [0, 1],
  [1, 2],
  [2, 3],
  [3, 0],
  [1, 3],
]

function country() {
  const cities = names.map((name) => ({ name, neighbours: new Set() }))
  for (const [one, other] of roads) {
    cities[one].neighbours.add(cities[other])
    cities[other].neighbours.add(cities[one])
  }
  return cities
}

test.each([['a graph of 4 cities and 5 roads', 944, country()]])('%s weighs %i B', (_what, bytes, value) => {
  expect(value).toHaveMemoryUsage(bytes)
})

test('one city reaches them all, and is lighter by the list of them alone', () => {
  expect(country()[0]).toHaveMemoryUsage(944 - (32 + 16 + 4 * 8))
})

test('a graph of this size stays below 2 kB', () => {
  expect(country()).toBeSmallerThan('2 kB')
})
