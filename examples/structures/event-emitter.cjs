// A store and the views that listen to it: who is not removed stays, with all it holds.
const { EventEmitter } = require('eventemitter3')

class Store extends EventEmitter {
  state = { user: 'Ada', unread: 3, rates: [1.08, 0.86, 161.5] }
}

class View {
  constructor(store, title) {
    this.store = store
    this.title = title
    this.drawn = []
  }

  draw(state) {
    this.drawn.push(`${this.title}: ${state.unread}`)
  }
}

module.exports = function eventEmitter() {
  const store = new Store()
  for (let row = 0; row < 40; row++) {
    const view = new View(store, `row ${row} of the inbox`)
    store.on('change', view.draw, view)
    if (row % 10 === 0) store.once('close', () => view.draw(store.state))
  }
  store.emit('change', store.state)
  return store
}
