import { registerRoot } from '@carat/core'

class Session {
  constructor(id, user) {
    this.id = id
    this.user = user
    this.cart = []
  }
}

export const sessions = new Map()

export function logIn(user) {
  const session = new Session(`session ${sessions.size + 1}`, user)
  sessions.set(session.id, session)
  return session
}

registerRoot('sessions', () => sessions)
