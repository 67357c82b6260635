/** The seed of this run's generated values; `JUDGE_SEED` replays one. */
export const seed: number = wholeNumber('JUDGE_SEED') ?? Date.now() & 0x7fffffff

/** How many values the generated tests make; `run.mjs --sweep` asks for more than a normal run. */
export const generatedValues: number = wholeNumber('JUDGE_VALUES') ?? 3000

/** How many values are built for the law of the bounds, which costs more of them to find what V8 does seldom. */
export const boundedValues: number = wholeNumber('JUDGE_BOUNDED_VALUES') ?? generatedValues

/** Whether the tests shall take the time they need: `run.mjs --sweep` says so. */
export const thorough: boolean = process.env.JUDGE_THOROUGH === '1'

/** Node's major: some expectations name the Node they hold on. */
export const nodeMajor: number = Number(process.versions.node.split('.')[0])

function wholeNumber(name: string): number | undefined {
  const text = process.env[name]
  if (text === undefined || text === '') return undefined
  if (!/^\d{1,10}$/.test(text)) throw new RangeError(`${name} must be a whole number such as ${name}=42, got ${text}`)
  return Number(text)
}
