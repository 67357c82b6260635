/** Whether a function's result is still to come. By its method, since each realm has its own `Promise`. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    value !== null &&
    (typeof value === 'object' || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  )
}

/** What is done between two steps of a procedure. */
export type Step = () => unknown

/**
 * Runs a procedure in which each `yield` of a function calls it, and waits if it returns a promise: at once and synchronously as
 * long as none does. So the same steps serve functions that return a value and functions that return a promise.
 *
 * What is called has no frame of the procedure's above it: V8 walks the stack for each sample, a tenth of a microsecond a frame.
 */
export function inSteps<R>(procedure: Generator<Step, R, unknown>): R | Promise<R> {
  for (let step = procedure.next(); ; ) {
    if (step.done) return step.value
    let value: unknown
    try {
      value = step.value()
    } catch (error) {
      step = procedure.throw(error)
      continue
    }
    if (isThenable(value)) return waiting(procedure, value)
    step = procedure.next(value)
  }
}

async function waiting<R>(procedure: Generator<Step, R, unknown>, first: PromiseLike<unknown>): Promise<R> {
  for (let call: Step = () => first; ; ) {
    let outcome: { readonly value: unknown } | { readonly error: unknown }
    try {
      outcome = { value: await call() }
    } catch (error) {
      outcome = { error }
    }
    const step = 'value' in outcome ? procedure.next(outcome.value) : procedure.throw(outcome.error)
    if (step.done) return step.value
    call = step.value
  }
}
