import { constructorOf } from '../walk/constructors.js'
import { isProxy } from '../walk/host.js'
import * as js from '../walk/intrinsics.js'
import { privateMembersOf } from './class-source.js'
import { decoratedFields } from './decorators.js'
import { addField, type DecoratedField, knownType } from './known-types.js'
import { type Measurer, measurable } from './measurable.js'

// Far longer chains than anybody writes; a cycle is impossible, a proxy ends the chain.
const LONGEST_CHAIN = 1000

/** What classes say of the objects of one prototype, by their source, by decorators and by measurers. */
export interface Declaration {
  /** The slots that V8 gives an object for what is private in its classes. */
  readonly privateSlots: number
  /** How many private fields there are to be shown; more than any number where the source can't be read. */
  readonly privateFields: number
  /** Why a class is left out. */
  readonly reason: string | undefined
  readonly fields: readonly DecoratedField[]
  /** Of the class that is extended first. */
  readonly measurers: readonly Measurer<never>[]
  /** The nearest method of that name. */
  readonly method: js.AnyFunction | undefined
}

/** What the prototypes that an object inherits from declare; `undefined` where none does, as mostly. */
export function declarationOf(start: object): Declaration | undefined {
  let privateSlots = 0
  let privateFields = 0
  let reason: string | undefined
  let method: js.AnyFunction | undefined
  const fields = js.list<DecoratedField>()
  const measurers = js.list<Measurer<never>>()
  let prototype: object | null = start
  for (let depth = 0; prototype !== null && depth < LONGEST_CHAIN && !isProxy(prototype); depth++) {
    const owner = constructorOf(prototype)
    if (owner !== undefined) {
      const members = privateMembersOf(owner)
      privateSlots += members.fields + (members.hasMethods ? 1 : 0)
      privateFields += members.isCertain ? members.fields : Number.POSITIVE_INFINITY
      addAll(fields, decoratedFields(owner))
    }
    const known = knownType(prototype)
    if (known !== undefined) {
      reason ??= known.reason
      addAll(fields, known.fields)
      if (known.measurer !== undefined) measurers[measurers.length] = known.measurer
    }
    method ??= ownMethod(prototype)
    prototype = js.getPrototypeOf(prototype)
  }
  reverse(measurers)
  const isNothing =
    privateSlots === 0 &&
    privateFields === 0 &&
    fields.length === 0 &&
    measurers.length === 0 &&
    method === undefined &&
    reason === undefined
  return isNothing ? undefined : { privateSlots, privateFields, reason, fields, measurers, method }
}

/** A method `[measurable]` of an object's own: an accessor of that name is not run. */
export function ownMethod(object: object): js.AnyFunction | undefined {
  const value: unknown = js.getOwnPropertyDescriptor(object, measurable)?.value
  return typeof value === 'function' && !isProxy(value) ? (value as js.AnyFunction) : undefined
}

function addAll(fields: DecoratedField[], more: readonly DecoratedField[] | undefined): void {
  if (more === undefined) return
  for (let i = 0; i < more.length; i++) {
    const field = more[i] as DecoratedField
    if (!field.isStatic) addField(fields, field)
  }
}

function reverse(measurers: Measurer<never>[]): void {
  for (let i = 0, j = measurers.length - 1; i < j; i++, j--) {
    const swapped = measurers[i] as Measurer<never>
    measurers[i] = measurers[j] as Measurer<never>
    measurers[j] = swapped
  }
}
