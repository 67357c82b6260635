// Writes a snapshot of a process that holds so many objects: node make-file.mjs <objects> <file>.
//
// A third of the objects are entries of linked lists with a name of their own, one in 16 is an array, the others are plain
// records that share strings, and there is a Map for each thousand of them: some 140 bytes of text an object.
import v8 from 'node:v8'

class Entry {
  constructor(name, next) {
    this.name = name
    this.next = next
  }
}

const [, , count, file] = process.argv
const kinds = ['north', 'south', 'east', 'west'].map((kind) => `${kind} kind`)
const held = []
let last
let group = new Map()
for (let i = 0; i < Number(count); i++) {
  if (i % 3 === 0) {
    last = new Entry(`entry ${i}`, last)
    if (i % 64 === 0) {
      held.push(last)
      last = undefined
    }
  } else if (i % 16 === 0) {
    held.push([i, held.at(-1)])
  } else {
    const record = { kind: kinds[i % 4], number: i, entry: last }
    held.push(record)
    if (i % 8 === 0) group.set(i, record)
  }
  if (i % 1000 === 999) {
    held.push(group)
    group = new Map()
  }
}
globalThis.held = [held, last]
v8.writeHeapSnapshot(file)
