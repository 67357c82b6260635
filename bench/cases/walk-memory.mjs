// The peak of memory while `sizeOf` or `measure` walks, over what was there before, a byte count per object. Arguments: shape,
// count, which of the two. Wants the flags of `peak.mjs`.
//
// Resident memory was tried and says less: the walk reuses pages that the building of the value left behind, so that one
// walk over the same graph took 4 B an object by it, and another 78 B.
import { measure, sizeOf } from '@carat/core'
import { peakOf } from '../peak.mjs'
import { shapes } from '../shapes.mjs'
import { stringWalk } from '../walks.mjs'

const walks = { sizeOf, measure: (root) => measure(root).bytes }
const [name, count] = [process.argv[2], Number(process.argv[3])]
const walk = walks[process.argv[4]]
const value = shapes[name].build(count)
for (let i = 0; i < 20; i++) walk(shapes[name].build(1000))

const { answer, collections, bytes } = peakOf(() => walk(value))
console.log(
  JSON.stringify({
    bytes: answer,
    collections,
    bytesPerObject: bytes / count,
    bytesPerVisit: bytes / stringWalk(value),
  }),
)
