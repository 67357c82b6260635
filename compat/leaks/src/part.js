/**
 * What of a list this run is about: all of it, or of `CARAT_PART=2/3` every third from the second on, so that several runners
 * share the work of a run that is to be short.
 *
 * @template T
 * @param {readonly T[]} list
 * @returns {readonly T[]}
 */
export function part(list) {
  const [nth, of] = (process.env.CARAT_PART ?? '1/1').split('/').map(Number)
  return list.filter((_, at) => at % of === nth - 1)
}

export const isPart = process.env.CARAT_PART !== undefined
