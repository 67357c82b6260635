const { EventEmitter } = require('node:events')

/** Tells connections of new settings, as long as the server runs. */
const settings = new EventEmitter()

/** The last pages by URL, the one used longest ago first. */
const pages = new Map()
const MOST_PAGES = 10

class Connection {
  constructor() {
    this.received = []
    this.limit = 100
    this.onChange = ({ limit }) => {
      this.limit = limit
    }
    settings.on('change', this.onChange)
  }

  close() {
    this.received.length = 0
    settings.off('change', this.onChange)
  }
}

class Session {
  constructor(user) {
    this.user = user
    this.idleMinutes = 0
    this.timer = setInterval(() => {
      this.idleMinutes++
    }, 60_000).unref()
  }

  end() {
    this.user = undefined
    clearInterval(this.timer)
  }
}

function page(url) {
  const made = pages.get(url) ?? { url, html: `<h1>${url}</h1>` }
  pages.delete(url)
  pages.set(url, made)
  if (pages.size > MOST_PAGES) pages.delete(pages.keys().next().value)
  return made.html
}

module.exports = { Connection, Session, page }
