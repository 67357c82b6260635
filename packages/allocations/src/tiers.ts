import type { Tier } from './allocation-profile.js'
import { builtinModule } from './builtin-module.js'
import type { EngineFlags } from './shared-flags.js'

/**
 * Whether V8 has Maglev on by itself: since 13 (Node 24), not in 11.3 and 12.4 (Node 20, 22). `tiers.test.ts` asks the running V8.
 */
const maglevIsOn = (v8Version: string): boolean => Number.parseInt(v8Version, 10) >= 13

/** The compilers above the interpreter, by V8's names, and whether each is on by default. */
export function defaultTiers(v8Version: string): ReadonlyMap<string, boolean> {
  return new Map([
    ['opt', true],
    ['maglev', maglevIsOn(v8Version)],
    ['use-osr', true],
    ['sparkplug', true],
  ])
}

/**
 * Those that are on, as far as a process can know: V8 doesn't tell what flags are set, so it is the command line that counts.
 * What is off stays off, and isn't switched on afterwards.
 */
export function tiersThatAreOn(v8Version: string, commandLine: readonly string[]): readonly string[] {
  const tiers = new Map(defaultTiers(v8Version))
  for (const argument of commandLine) {
    const option = /^--(no-?)?([^=]+)/.exec(argument.replaceAll('_', '-'))
    if (option === null) continue
    const [, no, named] = option
    // no machine code at all: V8 must not be told to compile then
    if (named === 'jitless' && no === undefined) return []
    const name = named === 'turbofan' ? 'opt' : named
    if (name !== undefined && tiers.has(name)) tiers.set(name, no === undefined)
  }
  return [...tiers].flatMap(([name, isOn]) => (isOn ? [name] : []))
}

/** Without it sampling each allocation leaves out one in millions, by chance. */
const STEADY = 'sampling-heap-profiler-suppress-randomness'

function commandLine(): string[] {
  const { execArgv, env } = globalThis.process
  return [...execArgv, ...(env.NODE_OPTIONS?.split(/\s+/) ?? [])]
}

/** What keeps V8 from leaving anything to chance, and from optimising what the interpreter is to run. */
export function flagsOf(tier: Tier, purpose: string): EngineFlags {
  const { setFlagsFromString } = builtinModule('node:v8', purpose)
  const tiers = tiersThatAreOn(globalThis.process.versions.v8, commandLine())
  const set = (withTiers: boolean): void => {
    for (const name of tiers) setFlagsFromString(`--${withTiers ? '' : 'no-'}${name}`)
  }
  return {
    set() {
      setFlagsFromString(`--${STEADY}`)
      set(tier === 'optimized')
    },
    putBack() {
      set(true)
      setFlagsFromString(`--no-${STEADY}`)
    },
  }
}
