import { createTracker, type Tracker } from '@carat/core'

/**
 * A queue that drops work over its budget of bytes, and lets the sender know: who sends faster than others work gets a `false`
 * instead of the process a crash.
 *
 * `bytes` is what the requests take that wait. What they share, such as a session, is counted once. A request may change
 * while it waits: what was counted when it came is given back when it goes.
 */
export class RequestQueue<Request> {
  readonly budget: number
  dropped = 0
  private waiting: Request[] = []
  private taken = 0
  private readonly account: Tracker = createTracker()

  constructor(budget: number) {
    this.budget = budget
  }

  get bytes(): number {
    return this.account.bytes
  }

  get length(): number {
    return this.waiting.length - this.taken
  }

  /** Whether the request waits now; if not, it was dropped. */
  offer(request: Request): boolean {
    const left = Math.max(0, this.budget - this.bytes)
    // looks at a request no further than to where it exceeds what is left, and then counts nothing
    if (this.account.added(request, { atMost: left }) === undefined) {
      this.dropped++
      return false
    }
    this.waiting.push(request)
    return true
  }

  /** The request that has waited longest; `undefined` if there is none. */
  take(): Request | undefined {
    if (this.length === 0) return undefined
    const request = this.waiting[this.taken++] as Request
    this.account.removed(request)
    // let go of those that were taken, now and then
    if (this.taken * 2 > this.waiting.length) {
      this.waiting = this.waiting.slice(this.taken)
      this.taken = 0
    }
    return request
  }
}
