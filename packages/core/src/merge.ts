import { bytes } from './bytes.js'
import { compareParts } from './graph/breakdown.js'
import { compareText } from './graph/row-names.js'
import type { Measurement, Part, TypeRow, Unseen, Warning } from './measurement.js'
import { remember } from './measurements.js'
import { mergeForms, mergeTexts } from './merge-rows.js'
import * as js from './walk/intrinsics.js'

const SEVERAL_TYPES = '(several types)'

/**
 * Several measurements as one: of the shards of a service, of many requests. Rows of one path and type become one; bytes
 * and objects add up, so that what several of them have in common counts once in each. To weigh values that live in one
 * process, and each object once, there is `measureAll`.
 *
 * They may come from other processes, as JSON or by `postMessage`.
 *
 * @throws {TypeError} if there is none, or one is no measurement.
 * @throws {RangeError} if they are of several layouts.
 *
 * @example
 * const perWorker = await Promise.all(workers.map((worker) => worker.measure()))
 * memoryText(merge(...perWorker))
 */
export function merge(...measurements: readonly Measurement[]): Measurement {
  const first = checked(measurements[0], 0)
  let merged = first
  for (let i = 1; i < measurements.length; i++) merged = mergeTwo(merged, checked(measurements[i], i), i)
  return remember(measurements.length === 1 ? { ...first } : merged)
}

function checked(measurement: unknown, index: number): Measurement {
  if (typeof measurement === 'object' && measurement !== null && isComplete(measurement)) return measurement
  const got = measurement === null ? 'null' : typeof measurement
  throw new TypeError(
    `merge takes measurements, got ${got} as number ${index + 1}; for example merge(measure(a), measure(b))`,
  )
}

function isComplete(measurement: Partial<Measurement>): measurement is Measurement {
  const { bytes: size, root, types, unseen, warnings } = measurement
  const hasRows = typeof root === 'object' && root !== null && js.isArray(root.parts)
  return typeof size === 'number' && hasRows && js.isArray(types) && js.isArray(unseen) && js.isArray(warnings)
}

function mergeTwo(a: Measurement, b: Measurement, index: number): Measurement {
  if (a.layout !== b.layout) {
    throw new RangeError(
      `merge takes measurements of one layout, got ${a.layout} and, as number ${index + 1}, ${b.layout}; measure all with { layout: '${a.layout}' }`,
    )
  }
  const unseen = mergeCounted(a.unseen, b.unseen, unseenText)
  return {
    bytes: bytes(a.bytes + b.bytes),
    spare: bytes(a.spare + b.spare),
    objects: a.objects + b.objects,
    layout: a.layout,
    exact: unseen.length === 0,
    unseen,
    warnings: mergeCounted(a.warnings, b.warnings, warningText),
    types: mergeTypes(a.types, b.types),
    root: mergeParts(a.root, b.root),
  }
}

function mergeParts(a: Part, b: Part): Part {
  const parts = js.list<Part>()
  const places = new js.MapConstructor<string, number>()
  for (let i = 0; i < a.parts.length; i++) {
    const part = a.parts[i] as Part
    parts[i] = part
    js.mapSet(places, nameAndType(part), i)
  }
  for (let i = 0; i < b.parts.length; i++) {
    const part = b.parts[i] as Part
    const place = js.mapGet(places, nameAndType(part))
    if (place === undefined) parts[parts.length] = part
    else parts[place] = mergeParts(parts[place] as Part, part)
  }
  return {
    path: a.path,
    name: a.name,
    type: a.type === b.type ? a.type : SEVERAL_TYPES,
    count: a.count + b.count,
    isNested: a.isNested || b.isNested,
    also: b.also.length === 0 ? a.also : js.toArray(mergeTexts(a.also, b.also)),
    self: bytes(a.self + b.self),
    spare: bytes(a.spare + b.spare),
    bytes: bytes(a.bytes + b.bytes),
    objects: a.objects + b.objects,
    forms: js.toArray(mergeForms(a.forms, b.forms)),
    parts: js.toArray(js.sort(parts, compareParts)),
  }
}

function nameAndType({ name, type }: Part): string {
  return `${type} ${name}`
}

function mergeTypes(a: readonly TypeRow[], b: readonly TypeRow[]): TypeRow[] {
  const rows = js.list<TypeRow>()
  const places = new js.MapConstructor<string, number>()
  for (let i = 0; i < a.length + b.length; i++) {
    const row = (i < a.length ? a[i] : b[i - a.length]) as TypeRow
    const place = js.mapGet(places, row.type)
    if (place === undefined) {
      js.mapSet(places, row.type, rows.length)
      rows[rows.length] = row
    } else {
      const known = rows[place] as TypeRow
      rows[place] = { type: row.type, count: known.count + row.count, bytes: bytes(known.bytes + row.bytes) }
    }
  }
  return js.toArray(js.sort(rows, (x, y) => y.bytes - x.bytes || compareText(x.type, y.type)))
}

/** What is alike, once, with its number. */
function mergeCounted<T extends Unseen | Warning>(a: readonly T[], b: readonly T[], textOf: (one: T) => string): T[] {
  const list = js.list<T>()
  const places = new js.MapConstructor<string, number>()
  for (let i = 0; i < a.length + b.length; i++) {
    const one = (i < a.length ? a[i] : b[i - a.length]) as T
    const key = `${one.path}\n${textOf(one)}`
    const place = js.mapGet(places, key)
    if (place === undefined) {
      js.mapSet(places, key, list.length)
      list[list.length] = one
    } else {
      const known = list[place] as T
      list[place] = { ...known, count: known.count + one.count }
    }
  }
  return js.toArray(js.sort(list, (x, y) => compareText(x.path, y.path) || compareText(textOf(x), textOf(y))))
}

function unseenText({ reason, note }: Unseen): string {
  return `${reason} ${note ?? ''}`
}

function warningText({ message }: Warning): string {
  return message
}
