import type { Bytes } from '@carat/core'
import type {
  Allocated,
  AllocationLine,
  AllocationNode,
  AllocationSite,
  GroupTotal,
  Phase,
} from './allocation-profile.js'
import { isGroupStep, type Stack, type Step, type Tally } from './attribution.js'
import type { CallFrame } from './sampling.js'
import { type CodePlace, codePlaces, isOfTheProgram } from './source-maps.js'
import type { RunNames } from './timeline.js'

export type PlaceOf = (frame: CallFrame) => CodePlace | undefined

export const none = (): Tally => ({ bytes: 0, count: 0 })

export function add(to: Tally, tally: Tally): void {
  to.bytes += tally.bytes
  to.count += tally.count
}

export function allocated(tally: Tally): Allocated {
  return { bytes: tally.bytes as Bytes, count: tally.count }
}

export function totalOf(stacks: readonly Stack[]): Allocated {
  const total = none()
  for (const { tally } of stacks) add(total, tally)
  return allocated(total)
}

/** Finds where functions begin, for all frames of some stacks at once. */
export function placesIn(stacks: readonly Pick<Stack, 'steps'>[]): PlaceOf {
  return codePlaces(stacks.flatMap(({ steps }) => steps.filter((step): step is CallFrame => !isGroupStep(step))))
}

const nameOf = ({ functionName }: CallFrame): string => functionName || '(anonymous)'

export function placeText(place: CodePlace | undefined): string {
  return place === undefined ? '' : `${place.file}:${place.line}:${place.column}`
}

interface GrowingNode {
  readonly kind: AllocationNode['kind']
  readonly name: string
  readonly place: CodePlace | undefined
  readonly self: Tally
  readonly children: Map<string, GrowingNode>
}

/** The tree of calls under the measured function's. */
export function treeOf(name: string, stacks: readonly Stack[], placeOf: PlaceOf): AllocationNode {
  const root: GrowingNode = { kind: 'profile', name, place: undefined, self: none(), children: new Map() }
  for (const { steps, tally } of stacks) {
    let node = root
    for (const step of steps) {
      const key = stepKey(step)
      let child = node.children.get(key)
      if (child === undefined) {
        const described = isGroupStep(step)
          ? ({ kind: 'group', name: step.groupName, place: undefined } as const)
          : ({ kind: 'function', name: nameOf(step), place: placeOf(step) } as const)
        child = { ...described, self: none(), children: new Map() }
        node.children.set(key, child)
      }
      node = child
    }
    add(node.self, tally)
  }
  return grown(root)
}

function stepKey(step: Step): string {
  if (isGroupStep(step)) return `group ${step.groupName}`
  const { functionName, scriptId, lineNumber, columnNumber } = step
  return `${scriptId}:${lineNumber}:${columnNumber} ${functionName}`
}

// As deep as the stack that V8 captures and the groups in it.
function grown({ kind, name, place, self, children }: GrowingNode): AllocationNode {
  const total = { ...self }
  const below = [...children.values()].map(grown)
  for (const child of below) add(total, child.total)
  below.sort(
    (a, b) =>
      b.total.bytes - a.total.bytes ||
      byText(a.name, b.name) ||
      byText(placeText(a.place), placeText(b.place)) ||
      byText(a.kind, b.kind),
  )
  return { kind, name, place, self: allocated(self), total: allocated(total), children: below }
}

/** By code unit: the same in each language of a system. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What allocated: the innermost function of the program on a stack. */
export interface Site extends Pick<AllocationSite, 'name' | 'place' | 'via' | 'group'> {
  /** Of all stacks of the site. */
  readonly key: string
  readonly frame: CallFrame | undefined
}

export function siteOf(steps: readonly Step[], group: readonly string[], placeOf: PlaceOf): Site {
  const frames = steps.filter((step): step is CallFrame => !isGroupStep(step))
  const innermost = frames.findLastIndex(isOfTheProgram)
  const at = Math.max(innermost, 0)
  const frame = frames[at]
  const called = frames[at + 1]
  const name = frame === undefined ? '(the function)' : nameOf(frame)
  const place = frame === undefined ? undefined : placeOf(frame)
  const via = called === undefined ? undefined : nameOf(called)
  return { key: siteKey({ name, place, via, group }), frame, name, place, via, group }
}

/** The same for the same site in each profile. */
export function siteKey({ name, place, via, group }: Pick<AllocationSite, 'name' | 'place' | 'via' | 'group'>): string {
  return [name, placeText(place), via ?? '', ...group].join('\0')
}

type LinesOf = (key: string, total: Allocated) => readonly AllocationLine[] | undefined

/** What each function of the program allocated, apart by the builtin it called for that and by group. */
export function sitesOf(stacks: readonly Stack[], placeOf: PlaceOf, linesOf?: LinesOf): AllocationSite[] {
  const sites = new Map<string, Site & { readonly tally: Tally }>()
  for (const { steps, group, tally } of stacks) {
    const site = siteOf(steps, group?.path ?? [], placeOf)
    const known = sites.get(site.key)
    if (known === undefined) sites.set(site.key, { ...site, tally: { ...tally } })
    else add(known.tally, tally)
  }
  return [...sites.values()]
    .sort((a, b) => b.tally.bytes - a.tally.bytes || byText(a.key, b.key))
    .map(({ tally, key, name, place, via, group }) => {
      const total = allocated(tally)
      return { name, place, via, group, lines: linesOf?.(key, total), ...total }
    })
}

/** What groups allocated, in the order of their first call. */
export function groupsOf(stacks: readonly Stack[], { groups }: RunNames): GroupTotal[] {
  const totals = new Map<string, { path: readonly string[]; calls: number; all: Tally; self: Tally; overlap: Tally }>()
  for (const { path } of groups) {
    const key = path.join('\0')
    const known = totals.get(key)
    if (known === undefined) totals.set(key, { path, calls: 1, all: none(), self: none(), overlap: none() })
    else known.calls++
  }
  for (const { group, overlap, tally } of stacks) {
    for (let at = group; at !== undefined; at = at.parent) {
      const total = totals.get(at.path.join('\0'))
      if (total === undefined) continue
      add(total.all, tally)
      if (at !== group) continue
      add(total.self, tally)
      if (overlap) add(total.overlap, tally)
    }
  }
  return [...totals.values()].map(({ path, calls, all, self, overlap }) => ({
    path,
    calls,
    ...allocated(all),
    self: allocated(self),
    overlap: allocated(overlap),
  }))
}

/** What was allocated from each mark to the next. */
export function phasesOf(stacks: readonly Stack[], { marks }: RunNames): Phase[] {
  if (marks.length === 0) return []
  const names = ['(start)', ...marks]
  const tallies = names.map(none)
  for (const { phase, tally } of stacks) add(tallies[phase] as Tally, tally)
  const toEnd = names.map(none)
  for (let i = names.length - 1; i >= 0; i--) {
    add(toEnd[i] as Tally, tallies[i] as Tally)
    if (i + 1 < names.length) add(toEnd[i] as Tally, toEnd[i + 1] as Tally)
  }
  return names.map((name, i) => ({
    name,
    ...allocated(tallies[i] as Tally),
    toEnd: allocated(toEnd[i] as Tally),
  }))
}
