/** Values of one kind that differ in one number or word, so that their sizes make a curve. */
export interface Series {
  readonly at: readonly (number | string)[]
  readonly make: (at: never) => unknown
}

export function series<At extends number | string>(at: readonly At[], make: (at: At) => unknown): Series {
  return { at, make }
}

/** The whole numbers from first to last, both included. */
export function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** V8 gives back in-object slack after 7 constructions and settles the code that makes an object a little later. */
const constructions = 24

/** The last of many values of one maker: by then V8 has settled how it lays them out. */
export function settled<T>(make: () => T): T {
  let value = make()
  for (let i = 1; i < constructions; i++) value = make()
  return value
}

/** Gives a value n own properties, one after another. */
export function withProperties<T extends object>(value: T, n: number): T {
  for (let i = 0; i < n; i++) Object.assign(value, { [`own${i}`]: i })
  return value
}

/** The result of JavaScript text that differs in n: what no loop can write, such as a literal of n properties. */
export function evaluate(text: string): unknown {
  return new Function(`return ${text}`)()
}

/** `text(0)` to `text(n - 1)`, joined. */
export function repeat(n: number, text: (i: number) => string, separator = ','): string {
  return Array.from({ length: n }, (_, i) => text(i)).join(separator)
}
