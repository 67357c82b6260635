import type { Session } from 'node:inspector'
import { builtinModule } from './builtin-module.js'

/** V8's refusal, in its words. */
export class InspectorError extends Error {
  override readonly name = 'InspectorError'
  readonly text: string

  constructor(method: string, text: string) {
    super(`V8's ${method} failed: ${text}`)
    this.text = text
  }
}

/** A new session with the inspector of this thread. */
export function connect(purpose: string): Session {
  const { Session } = builtinModule('node:inspector', purpose)
  const session = new Session()
  session.connect()
  return session
}

/**
 * What the inspector answers, which Node gives before `post` returns for the methods used here, in all versions from 20 to 26.
 *
 * @throws {InspectorError} if it refuses, or does not answer at once.
 */
export function ask<R>(session: Session, method: string, params: object = {}): R {
  let answer: { readonly error: Error | null; readonly result: unknown } | undefined
  session.post(method, params, (error: Error | null, result?: unknown) => {
    answer = { error, result }
  })
  if (answer === undefined) throw new InspectorError(method, 'the inspector did not answer at once')
  if (answer.error !== null && answer.error !== undefined) throw new InspectorError(method, answer.error.message)
  return answer.result as R
}
