import type { AllocationProfileLike } from './allocation-profile.js'
import { requireProfile } from './argument.js'
import { frameText } from './frame-name.js'
import { printable } from './printable.js'
import { stackRoot, stacks } from './stacks.js'

/** A program point: total bytes, total blocks, and the frames where they were allocated. */
interface Point {
  tb: number
  tbk: number
  readonly fs: readonly number[]
}

// dh_view shows each number as a rate of time, too. All are of one run, so that this is the time: the rates are the numbers.
const RUN = { tu: 'µrun', Mtu: 'run', te: 1_000_000 }

/**
 * An allocation profile as JSON for DHAT's viewer, `dh_view.html` of Valgrind: version 2 of the format, in which there are total
 * bytes and blocks, which are called pieces here, and no lifetimes and accesses.
 *
 * The bytes and counts of all program points add up to those of the profile. Groups are frames of their own, `(group parse)`.
 * The same profile gives the same text: paths are relative to where the process runs, and there is no time and no process in it.
 *
 * @throws {TypeError} if `profile` is not what `profile` of `@carat/allocations` returns.
 * @see https://valgrind.org/docs/manual/dh-manual.html
 */
export function dhat(profile: AllocationProfileLike): string {
  requireProfile('dhat', profile)
  const root = stackRoot(profile)
  const indexes = new Map([[root.frame.name, 0]])
  const points = new Map<string, Point>()
  const indexOf = (text: string): number => {
    const index = indexes.get(text) ?? indexes.size
    indexes.set(text, index)
    return index
  }
  for (const { frames, node } of stacks(root, (frame) => indexOf(frameText(frame)))) {
    if (node.bytes === 0 && node.count === 0) continue
    const fs = frames.slice(1)
    // dh_view refuses a second point with the same frames, which functions have whose names differ where they are cut.
    const key = fs.join()
    const point = points.get(key) ?? { tb: 0, tbk: 0, fs }
    point.tb += node.bytes
    point.tbk += node.count
    points.set(key, point)
  }
  return JSON.stringify({
    dhatFileVersion: 2,
    mode: 'v8-allocations',
    verb: 'Allocated',
    bklt: false,
    bkacc: false,
    bksu: 'pieces',
    ...RUN,
    cmd: printable(profile.name),
    pid: 0,
    pps: [...points.values()],
    ftbl: ['[root]', ...[...indexes.keys()].slice(1)],
  })
}
