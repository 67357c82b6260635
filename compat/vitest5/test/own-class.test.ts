import { expect, test } from 'vitest'

class Point {
  readonly x: number
  readonly y: number
  constructor(x: number, y: number) {
    this.x = x
    this.y = y
  }
}

class Circle extends Point {
  radius = 3
}

test('a class that the transform compiled is weighed as V8 lays it out', () => {
  expect(new Point(1, 2)).toHaveMemoryUsage(24 + 2 * 8)
  expect(new Circle(1, 2)).toHaveMemoryUsage(24 + 3 * 8)
})
