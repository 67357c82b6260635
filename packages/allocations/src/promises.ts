/** Whether a function's result is still to come. By its method, since each realm has its own `Promise`. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    value !== null &&
    (typeof value === 'object' || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  )
}

/**
 * Runs a procedure in which each `yield` waits if what is yielded is a promise: at once and synchronously as long as none is.
 * So the same steps serve functions that return a value and functions that return a promise.
 */
export function inSteps<R>(procedure: Generator<unknown, R, unknown>): R | Promise<R> {
  let step = procedure.next()
  while (!step.done) {
    const { value } = step
    if (isThenable(value)) return waiting(procedure, value)
    step = procedure.next(value)
  }
  return step.value
}

async function waiting<R>(procedure: Generator<unknown, R, unknown>, first: PromiseLike<unknown>): Promise<R> {
  let pending: unknown = first
  for (;;) {
    let settled: { readonly value: unknown } | { readonly error: unknown }
    try {
      settled = { value: await pending }
    } catch (error) {
      settled = { error }
    }
    const step = 'value' in settled ? procedure.next(settled.value) : procedure.throw(settled.error)
    if (step.done) return step.value
    pending = step.value
  }
}
