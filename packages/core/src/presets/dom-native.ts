import type { Measurer } from '../declare/measurable.js'
import * as js from '../walk/intrinsics.js'
import { wideAt } from '../walk/walk.js'
import { memberClass } from './host-classes.js'
import { methodOf, readerOf } from './native-readers.js'

/**
 * A node of a browser's: its children, and the characters of its text and of its attributes, which lie outside the
 * JavaScript heap. What else the engine holds for it, nobody tells. A node that no program has asked for before gets its
 * object from the asking, which goes again with the next collection of garbage.
 *
 * @param view The window, which has the classes of the nodes.
 * @param node `Node.prototype`.
 */
export function measureNativeNode(view: unknown, node: object): Measurer {
  const element = memberClass(view, 'Element')?.prototype
  const characterData = memberClass(view, 'CharacterData')?.prototype
  const firstChild = readerOf(node, 'firstChild')
  const nextSibling = readerOf(node, 'nextSibling')
  const data = characterData && readerOf(characterData, 'data')
  const attributeNames = element && methodOf(element, 'getAttributeNames')
  const attribute = element && methodOf(element, 'getAttribute')
  return (object, visitor) => {
    const text = data?.(object)
    if (typeof text === 'string') visitor.bytes('text', characterBytes(text))
    const names = tryApply(attributeNames, object, [])
    if (js.isArray(names)) {
      for (let i = 0; i < names.length; i++) {
        const value = tryApply(attribute, object, [names[i]])
        if (typeof value === 'string') visitor.bytes(`attribute ${names[i] as string}`, characterBytes(value))
      }
    }
    let child = firstChild?.(object)
    for (let i = 0; typeof child === 'object' && child !== null; i++) {
      visitor.field(`child ${i}`, child)
      child = nextSibling?.(child)
    }
  }
}

/** A browser's strings take a byte for each character, too, as long as all are Latin-1. */
function characterBytes(text: string): number {
  return wideAt(text) >= 0 ? text.length * 2 : text.length
}

function tryApply(method: js.AnyFunction | undefined, object: object, list: readonly unknown[]): unknown {
  if (method === undefined) return undefined
  try {
    return js.apply(method, object, list)
  } catch {
    return undefined // no element
  }
}
