import { registerRoot } from '@carat/core'
import { policy } from './policy.mjs'

export const rateLimits = { policy, clients: new Map() }

/** Whether a client may ask once more in this minute. */
export function admit(client) {
  const minute = Math.floor(Date.now() / 60_000)
  const known = rateLimits.clients.get(client)
  const used = known?.minute === minute ? known.used : 0
  if (used >= policy.requestsPerMinute) return false
  rateLimits.clients.set(client, { minute, used: used + 1 })
  return true
}

registerRoot('rateLimits', () => rateLimits)
