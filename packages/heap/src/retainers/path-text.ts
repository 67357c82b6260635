import type { RetainerStep } from './retainer-step.js'

/** How many steps a text shows before it leaves some out in the middle. */
const LONGEST_PATH = 14
const SHOWN_AT_THE_START = 6
const SHOWN_AT_THE_END = 7

/** Steps of one name in a row that are counted instead of written. */
const FEWEST_COUNTED = 3

const ARROW = ' → '

/**
 * A path as people read it: `module scope of leaks.js → cache → Map[entry "user:1"] (Session)`.
 *
 * It begins at the last thing that is there for as long as the program, a module's scope, a global or a timer: what holds
 * that one is the engine's or the module loader's business.
 */
export function pathText(steps: readonly RetainerStep[]): string {
  return hops(steps).join(ARROW)
}

function hops(steps: readonly RetainerStep[]): readonly string[] {
  const texts: string[] = []
  // Whether a property is written right behind what came before: `cache.users[3]`, but `bus (EventEmitter) → _events`.
  let isOpen = false
  for (const step of steps.slice(anchorOf(steps))) {
    const { kind, name, label } = step
    const isProperty = kind === 'property' || kind === 'element'
    if (name !== '') {
      if (isProperty && isOpen) texts.push(`${texts.pop()}${name}`)
      else texts.push(isProperty && name.startsWith('.') ? name.slice(1) : name)
    }
    const isClosure = label.startsWith('(closure)')
    if (label !== '' && kind !== 'module scope' && kind !== 'context' && kind !== 'await') {
      if (isClosure || name === '') texts.push(label)
      else texts.push(`${texts.pop()} (${label})`)
    }
    isOpen = label === '' && (isProperty || kind === 'variable' || kind === 'global' || kind.endsWith('entry'))
  }
  return shortened(counted(texts))
}

/** The steps along a list, all of one name, as one: `next (Listener) ×490`. */
function counted(texts: readonly string[]): string[] {
  const found: string[] = []
  for (let at = 0; at < texts.length; ) {
    const text = texts[at] as string
    let next = at + 1
    while (texts[next] === text) next++
    const times = next - at
    if (times < FEWEST_COUNTED) found.push(...texts.slice(at, next))
    else found.push(`${text} ×${times}`)
    at = next
  }
  return found
}

function shortened(texts: readonly string[]): readonly string[] {
  if (texts.length <= LONGEST_PATH) return texts
  const left = texts.length - SHOWN_AT_THE_START - SHOWN_AT_THE_END
  return [...texts.slice(0, SHOWN_AT_THE_START), `… ${left} more …`, ...texts.slice(-SHOWN_AT_THE_END)]
}

function anchorOf(steps: readonly RetainerStep[]): number {
  const last = steps.findLastIndex(({ kind }) => kind === 'module scope' || kind === 'timer' || kind === 'global')
  return last === -1 ? 0 : last
}
