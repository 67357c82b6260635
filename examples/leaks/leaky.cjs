const { EventEmitter } = require('node:events')

/** Tells connections of new settings, as long as the server runs. */
const settings = new EventEmitter()
// somebody silenced Node's warning at the eleventh listener
settings.setMaxListeners(0)

/** Pages by URL. */
const pages = new Map()

class Connection {
  constructor() {
    this.received = []
    this.limit = 100
    // leaks: the listener stays when the connection is closed, and holds it
    settings.on('change', ({ limit }) => {
      this.limit = limit
    })
  }

  close() {
    this.received.length = 0
  }
}

class Session {
  constructor(user) {
    this.user = user
    this.idleMinutes = 0
    // leaks: the timer goes on when the session has ended, and holds it
    setInterval(() => {
      this.idleMinutes++
    }, 60_000).unref()
  }

  end() {
    this.user = undefined
  }
}

function page(url) {
  const known = pages.get(url)
  if (known !== undefined) return known.html
  const made = { url, html: `<h1>${url}</h1>` }
  // leaks: there is no end to URLs, and none is taken out again
  pages.set(url, made)
  return made.html
}

module.exports = { Connection, Session, page }
