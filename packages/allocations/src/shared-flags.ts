import type { Tier } from './allocation-profile.js'
import { builtinModule } from './builtin-module.js'

/** Flags of V8 that a profile needs. To set them twice is no harm. */
export interface EngineFlags {
  set(): void
  putBack(): void
}

/** A profile that runs in some thread of this process. */
interface Holder {
  /** The thread's own descriptor of the file: Node closes it when the thread ends, however that ends. */
  readonly fd: number
  readonly tier: Tier
  readonly running: string
}

/** To set flags takes a fraction of a millisecond; a thread that keeps the lock for as many has been ended. */
const LOCK_PATIENCE = 1000
const PATIENCE = 10_000
const STEP = 5

/**
 * Sets flags of V8 for one profile. They are the whole process's: profiles of one tier share them, and the last one puts them back;
 * a profile of another tier waits until then.
 *
 * A test runner's threads share no object, their environments are copies, a message has to wait for its receiver, and a Web Lock
 * for a promise. What they have in common is files, and the table of those that are open. So a file of the process lists what
 * runs, and each thread keeps it open: others see by that whether it lives. The last one removes it.
 *
 * Where no such file can be made, the flags are set as if this thread were alone.
 *
 * @param folders Where the file may be: in the first of them that can be written to.
 * @param patience How long to wait for another tier, in milliseconds of this process: one that is stopped has none.
 * @returns Ends it.
 * @throws {Error} if a profile of another tier runs for longer.
 */
export function holdFlags(
  purpose: string,
  { tier, running }: Pick<Holder, 'tier' | 'running'>,
  flags: EngineFlags,
  { folders = temporaryFolders(purpose), patience = PATIENCE }: { folders?: readonly string[]; patience?: number } = {},
): () => void {
  const fs = builtinModule('node:fs', purpose)
  // two containers can share a temporary folder, and have the same numbers of processes in it
  const name = `carat-${builtinModule('node:os', purpose).hostname()}-${globalThis.process.pid}`
  for (const folder of folders) {
    const file = `${folder}/${name}`
    const fd = enter(file)
    if (fd !== undefined) return () => leave(file, fd)
  }
  flags.set()
  return () => flags.putBack()

  function enter(file: string): number | undefined {
    for (let waited = 0; ; waited += STEP) {
      let fd: number | undefined
      let others: readonly Holder[] = []
      const isUsable = locked(file, () => {
        const holders = holdersIn(file)
        others = holders.filter((holder) => holder.tier !== tier)
        if (others.length > 0) return
        flags.set()
        // not through another user's link
        const { O_RDWR, O_CREAT, O_NOFOLLOW = 0 } = fs.constants
        const opened = fs.openSync(file, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600)
        write(opened, [...holders.filter((holder) => holder.fd !== opened), { fd: opened, tier, running }])
        fd = opened
      })
      if (!isUsable || fd !== undefined) return fd
      if (waited >= patience) {
        const blocking = others.map((other) => other.running).join(', ')
        throw new Error(
          `${running} can't start: ${blocking} is still running in another thread after ${patience / 1000} s, and has V8's compilers ${tier === 'optimized' ? 'off' : 'on'} in the whole process; let one end before the other starts`,
        )
      }
      pause(STEP)
    }
  }

  function leave(file: string, fd: number): void {
    const isUsable = locked(file, () => {
      const others = holdersIn(file).filter((holder) => holder.fd !== fd)
      if (others.length > 0) return write(fd, others)
      flags.putBack()
      fs.rmSync(file, { force: true })
    })
    if (!isUsable) flags.putBack()
    fs.closeSync(fd)
  }

  /** Those whose threads live. */
  function holdersIn(file: string): Holder[] {
    const found = fs.statSync(file, { bigint: true, throwIfNoEntry: false })
    if (found === undefined) return []
    const [line = ''] = fs.readFileSync(file, 'utf8').split('\n', 1)
    const holders: Holder[] = line === '' ? [] : JSON.parse(line)
    return holders.filter(({ fd }) => {
      try {
        const open = fs.fstatSync(fd, { bigint: true })
        return open.ino === found.ino && open.dev === found.dev
      } catch {
        return false
      }
    })
  }

  // In one piece, so that no thread is ended in between; what was longer before is left behind the line.
  function write(fd: number, holders: readonly Holder[]): void {
    fs.writeSync(fd, `${JSON.stringify(holders)}\n`, 0)
  }

  /** Does something while no other thread does. @returns Whether that is possible there. */
  function locked(file: string, act: () => void): boolean {
    const lock = `${file}.lock`
    if (!takeLock(lock)) return false
    try {
      return codeOf(act) === undefined
    } finally {
      fs.rmSync(lock, { force: true })
    }
  }

  function takeLock(lock: string): boolean {
    let watched: bigint | undefined
    for (let waited = 0; waited < 2 * LOCK_PATIENCE; pause(1)) {
      const code = codeOf(() => fs.closeSync(fs.openSync(lock, 'wx', 0o600)))
      if (code === undefined) return true
      if (code !== 'EEXIST') return false
      const made = fs.statSync(lock, { bigint: true, throwIfNoEntry: false })?.ctimeNs
      waited = made === watched ? waited + 1 : 0
      watched = made
      if (waited > LOCK_PATIENCE) fs.rmSync(lock, { force: true })
    }
    return false
  }
}

/** Of the error that a call throws. */
function codeOf(call: () => void): string | undefined {
  try {
    call()
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'none'
  }
}

/** The same for all threads: the first doesn't depend on the environment, of which each has its own copy. */
function temporaryFolders(purpose: string): string[] {
  const folder = builtinModule('node:os', purpose).tmpdir()
  return globalThis.process.platform === 'win32' ? [folder] : ['/tmp', folder]
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
