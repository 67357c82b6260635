/** Where a program allocates: the function, which is all that V8's sampling profiler knows. */
export interface AllocationSite {
  readonly functionName: string
  /** As the script was loaded: a `file:` URL or a path; empty for builtins. */
  readonly url: string
  /** Of the function, from 1; 0 for builtins. */
  readonly line: number
  /** Of the function, from 1; 0 for builtins. */
  readonly column: number
}

/** What one site allocated since the sampler started, and is still alive. */
export interface LiveSite extends AllocationSite {
  readonly key: string
  readonly objects: number
  readonly bytes: number
}

/** What is alive at one moment. */
export interface LiveSamples {
  readonly sites: ReadonlyMap<string, LiveSite>
  /** Objects that were allocated under a frame of `planted`. */
  readonly planted: number
}
