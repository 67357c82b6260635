import { momentNow, witness } from './frames.js'

/** One call of `group`. */
export interface GroupCall {
  readonly name: string
  readonly parent: GroupCall | undefined
  /** Names, from the outermost group to this one. */
  readonly path: readonly string[]
}

/** What a stretch of a run, between two moments, belongs to. */
export interface Stretch {
  readonly group: GroupCall | undefined
  /** After an `await`, with several groups open and none within the other: `group` is the one around them all. */
  readonly overlap: boolean
  /**
   * What counts: nothing, before and after; what lies under the measured function's call, as long as the job lasts that called it,
   * for Carat and its callers are on the same stack; and then all that the thread does, until the promise settles.
   */
  readonly counts: 'nothing' | 'stack' | 'thread'
  /** How many marks came before, in this run. */
  readonly phase: number
  /** The number of the run. */
  readonly run: number
}

/** What is named in one run. */
export interface RunNames {
  readonly marks: string[]
  readonly groups: GroupCall[]
}

/**
 * What happens while a function runs, once or several times: the nth stretch begins with the nth moment in the profile.
 *
 * Synchronous code is told apart exactly. After an `await` V8's stack begins anew and says nothing of groups; what runs then
 * belongs to the group that is open. Asking Node's `AsyncLocalStorage` would tell more, and on Node 20 and 22 each `await` would
 * allocate more for it.
 */
export class Timeline {
  readonly stretches: Stretch[] = []
  readonly runs: RunNames[] = []
  /** How many there are: one at the beginning and one at the end of each run. */
  witnesses = 0
  readonly #onMark: ((index: number) => void) | undefined
  /** Groups whose functions are on the stack. */
  readonly #entered: GroupCall[] = []
  /** Groups whose promises have not settled. */
  readonly #open: Set<GroupCall> = new Set()
  /** Moments and witnesses: one that is collected can't be found among what is alive. */
  readonly #kept: unknown[] = []
  /** What a job began with, until it ends; undefined between jobs. */
  #job: { readonly group: GroupCall | undefined } | undefined
  #counts: Stretch['counts'] = 'nothing'

  /** @param onMark Called at each mark, where garbage may be collected. */
  constructor(onMark?: (index: number) => void) {
    this.#onMark = onMark
  }

  begin(): void {
    this.runs.push({ marks: [], groups: [] })
    this.#job = { group: undefined }
    this.#afterThisJob()
    this.#counts = 'stack'
    this.#witness()
    this.#moment()
  }

  end(): void {
    this.#counts = 'nothing'
    this.#moment()
    this.#witness()
  }

  mark(name: string): void {
    const { marks } = this.#run
    marks.push(name)
    this.#moment()
    this.#onMark?.(marks.length - 1)
  }

  enter(name: string): GroupCall {
    if (this.#job === undefined) {
      this.#job = { group: soleOpen(this.#open).group }
      this.#afterThisJob()
    }
    const parent = this.#entered.at(-1) ?? this.#job.group
    const call = { name, parent, path: [...(parent?.path ?? []), name] }
    this.#run.groups.push(call)
    this.#entered.push(call)
    this.#moment()
    return call
  }

  /** @param goesOn Whether it has returned a promise. */
  leave(call: GroupCall, goesOn: boolean): void {
    this.#entered.pop()
    if (goesOn) this.#open.add(call)
    this.#moment()
  }

  settle(call: GroupCall): void {
    this.#open.delete(call)
    this.#moment()
  }

  // Comes after what is left of this job, and before what a function that is called next waits with.
  // (`queueMicrotask` would allocate in functions of Node's, which nobody could tell from the program's.)
  #afterThisJob(): void {
    const run = this.runs.length
    const endJob = () => {
      if (this.runs.length === run) this.#endJob()
    }
    Promise.resolve().then(caratEndJob)

    function caratEndJob(): void {
      endJob()
    }
  }

  #endJob(): void {
    if (this.#counts === 'nothing') return
    this.#job = undefined
    this.#counts = 'thread'
    this.#moment()
  }

  get #run(): RunNames {
    return this.runs.at(-1) ?? { marks: [], groups: [] }
  }

  #witness(): void {
    this.witnesses++
    this.#kept.push(witness())
  }

  #moment(): void {
    const innermost = this.#entered.at(-1) ?? this.#job?.group
    const isPlain = innermost !== undefined || this.#job !== undefined
    const belongs = isPlain ? { group: innermost, overlap: false } : soleOpen(this.#open)
    this.stretches.push({ ...belongs, counts: this.#counts, phase: this.#run.marks.length, run: this.runs.length - 1 })
    this.#kept.push(momentNow())
  }
}

/** The innermost of the open groups if all others are around it; else the innermost that is around all of them. */
export function soleOpen(open: ReadonlySet<GroupCall>): Pick<Stretch, 'group' | 'overlap'> {
  if (open.size === 0) return { group: undefined, overlap: false }
  const chains = [...open].map(withParents)
  const innermost = chains.filter(
    ([call]) => !chains.some(([other, ...around]) => other !== call && around.includes(call)),
  )
  const [first, ...others] = innermost as [Chain, ...Chain[]]
  if (others.length === 0) return { group: first[0], overlap: false }
  return { group: first.find((call) => others.every((other) => other.includes(call))), overlap: true }
}

/** A group and those around it, from the innermost. */
type Chain = [GroupCall, ...GroupCall[]]

function withParents(call: GroupCall): Chain {
  const chain: Chain = [call]
  for (let at = call.parent; at !== undefined; at = at.parent) chain.push(at)
  return chain
}
