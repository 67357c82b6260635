import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { boundsOf, measurable, measure, sizeOf, type Visitor } from './index.js'

const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** What the README says behind a call. */
function said(call: string): string {
  const line = text.split('\n').find((line) => line.startsWith(`${call} // `))
  if (line === undefined) throw new Error(`the README does not show ${call}`)
  return line.slice(call.length + ' // '.length)
}

it('the README gives the sizes that it shows', () => {
  expect(said('sizeOf([1, 2, 3])')).toMatch(new RegExp(`^${sizeOf([1, 2, 3])}: `))
  expect(said('sizeOf({ a: 1.5 })')).toMatch(new RegExp(`^${sizeOf({ a: 1.5 })}: `))
})

it('the README says what a ring buffer shows', () => {
  class Hidden {
    readonly #slots = new Float64Array(100)
    readonly #used = 3
    get free(): number {
      return this.#slots.length - this.#used
    }
  }
  class Ring {
    readonly #slots = new Float64Array(100)
    readonly #used = 3;
    [measurable](visitor: Visitor): void {
      visitor.field('#slots', this.#slots)
      visitor.capacity('#slots', { used: this.#used * 8, allocated: 800 })
    }
  }
  const { bytes, spare } = measure(new Ring())
  expect(said('measure(new Ring())')).toBe(`bytes: ${bytes} and not ${sizeOf(new Hidden())}; spare: ${spare}`)
})

it('the README gives the bounds that it shows', () => {
  const { lower, upper } = boundsOf(new Map([[1, 2]]))
  expect(said('boundsOf(new Map([[1, 2]]))')).toBe(`lower: ${lower}, upper: ${upper}`)
  const [{ path, reason, count } = {}] = boundsOf({ run: () => 1 }).unbounded as {
    path?: string
    reason?: string
    count?: number
  }[]
  expect(said('boundsOf({ run: () => 1 }).unbounded')).toBe(
    `[{ path: '${path}', reason: '${reason}', count: ${count} }]`,
  )
})
