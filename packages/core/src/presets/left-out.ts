import type { DecoratedField } from '../declare/known-types.js'
import { isProxy } from '../walk/host.js'
import * as js from '../walk/intrinsics.js'

/**
 * Names a property that a host keeps under a symbol of its own: nobody else has the symbol, so it is known by what it
 * says of itself.
 */
export interface SymbolNamed {
  readonly symbol: string
}

/** What a preset leaves out of the objects of a class: a property that refers to what is the program's, or somebody else's. */
export interface LeftOut {
  readonly name: string | SymbolNamed
  /** Why, as `measure(…).unseen` says it. */
  readonly reason: string
}

/** A property under a host's symbol. */
export function underSymbol(description: string): SymbolNamed {
  return { symbol: description }
}

/**
 * A property that is left out, as a decorator would leave it out: the slot is counted, what it holds is not. What holds
 * nothing, or no object, is not worth a word.
 */
export class LeftOutProperty implements DecoratedField {
  readonly isHidden: boolean = false
  readonly isStatic: boolean = false
  /** The same for a property that another copy of the preset leaves out. */
  readonly label: string
  readonly reason: string
  private readonly wanted: string | SymbolNamed
  private found: string | symbol = ''

  constructor({ name, reason }: LeftOut) {
    this.wanted = name
    this.reason = reason
    this.label = typeof name === 'string' ? name : `Symbol(${name.symbol})`
  }

  /** The property that `has` found last: the symbol is another one in each realm of a host. */
  get name(): string | symbol {
    return this.found
  }

  has(object: object): boolean {
    const key = keyOf(object, this.wanted)
    if (key === undefined) return false
    this.found = key
    return true
  }

  read(object: object): unknown {
    return js.getOwnPropertyDescriptor(object, this.found)?.value
  }
}

/** The key of a property of an object's own that holds an object or a function; `undefined` if it has none of that name. */
export function keyOf(object: object, name: string | SymbolNamed): string | symbol | undefined {
  if (isProxy(object)) return undefined
  if (typeof name === 'string') return holdsObject(object, name) ? name : undefined
  const symbols = js.getOwnPropertySymbols(object)
  for (let i = 0; i < symbols.length; i++) {
    const symbol = symbols[i] as symbol
    if (js.symbolDescription(symbol) === name.symbol && holdsObject(object, symbol)) return symbol
  }
  return undefined
}

function holdsObject(object: object, key: string | symbol): boolean {
  const held: unknown = js.getOwnPropertyDescriptor(object, key)?.value
  return (typeof held === 'object' && held !== null) || typeof held === 'function'
}
