// One shape at one size: how long each contender takes, and what it answers. Arguments: shape, count, rounds.
import { measure, sizeOf } from '@carat/core'
import objectSizeof from 'object-sizeof'
import { shapes } from '../shapes.mjs'
import { bestOf } from '../timing.mjs'
import { bareWalk, plainWalk, stringWalk } from '../walks.mjs'

const [name, count, rounds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const shape = shapes[name]
const value = shape.build(count)
// Warmed on a small one of the same shape: the compiled code is the same, and ten rounds of the large one would take minutes.
const small = shape.build(1e4)

const found = bareWalk(value)
if (found !== shape.objects(count)) throw new Error(`${name} has ${found} objects, not ${shape.objects(count)}`)

// What answers no number of bytes answers nothing here.
const contenders = {
  'bare walk': (root) => void bareWalk(root),
  'plain walk': (root) => void plainWalk(root),
  'string walk': (root) => void stringWalk(root),
  sizeOf,
  measure: (root) => measure(root).bytes,
  structuredClone: (root) => void structuredClone(root),
  'JSON.stringify': (root) => JSON.stringify(root).length,
  'object-sizeof': objectSizeof,
}

const results = bestOf(
  rounds,
  Object.entries(contenders).map(([name, run]) => ({ name, run: () => run(value), warm: () => run(small) })),
)
console.log(JSON.stringify(Object.fromEntries(results)))
