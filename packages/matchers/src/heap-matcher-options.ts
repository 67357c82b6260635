import type { HeapOptions } from '@carat/heap'
import { checkOptions } from './matcher-options.js'
import { misuse, show } from './misuse.js'

/**
 * The options of a matcher on heap usage, fit to be read several times.
 *
 * @throws {TypeError | RangeError} if they are no object, or one of them is unknown or of the wrong kind.
 */
export function checkHeapMatcherOptions(matcher: string, argument: string, options: unknown): HeapOptions {
  if (typeof options === 'object' && options !== null && Object.hasOwn(options, 'layout')) {
    const { layout } = options as { layout: unknown }
    const problem = `options.layout is ${show(layout)}, but what V8 holds has the layout of the engine that runs`
    throw misuse(TypeError, matcher, problem, `${matcher}(${argument}, { exclude: [logger] })`)
  }
  const { exclude, include } = checkOptions(matcher, argument, options)
  return { exclude, include }
}
