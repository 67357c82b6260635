import { registerRoot } from '@carat/core'
import { policy } from './policy.mjs'

export const responseCache = { policy, entries: new Map() }

/** The body of an answer: the one that was given before, or a new one. */
export function cached(url, makeBody) {
  const { entries } = responseCache
  let body = entries.get(url)
  if (body === undefined) {
    body = makeBody()
    entries.set(url, body)
  }
  return body
}

registerRoot('responseCache', () => responseCache)
