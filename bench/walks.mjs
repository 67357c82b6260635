/**
 * What a walk costs at least: a stack, and a Set of what was visited. They weigh nothing.
 *
 * `bareWalk` is the yardstick. It asks arrays for their length and not for their keys, which makes it the harder one to be measured against.
 */
export function bareWalk(root) {
  const visited = new Set([root])
  const stack = [root]
  while (stack.length > 0) {
    const value = stack.pop()
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) visit(value[i], visited, stack)
    } else if (value instanceof Map) {
      for (const [key, entry] of value) {
        visit(key, visited, stack)
        visit(entry, visited, stack)
      }
    } else {
      for (const key of Object.keys(value)) visit(value[key], visited, stack)
    }
  }
  return visited.size
}

/** The plainest form: `Object.keys` for arrays too. */
export function plainWalk(root) {
  const visited = new Set([root])
  const stack = [root]
  while (stack.length > 0) {
    const value = stack.pop()
    if (value instanceof Map) {
      for (const [key, entry] of value) {
        visit(key, visited, stack)
        visit(entry, visited, stack)
      }
    } else {
      for (const key of Object.keys(value)) visit(value[key], visited, stack)
    }
  }
  return visited.size
}

function visit(value, visited, stack) {
  if (typeof value !== 'object' || value === null || visited.has(value)) return
  visited.add(value)
  stack.push(value)
}

/**
 * The bare walk with strings in its Set too: what anything must pay that counts equal strings once.
 *
 * The yardstick for the shape of strings, where the other one has a single object to visit.
 */
export function stringWalk(root) {
  const visited = new Set([root])
  const stack = [root]
  while (stack.length > 0) {
    const value = stack.pop()
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) visitWithStrings(value[i], visited, stack)
    } else if (value instanceof Map) {
      for (const [key, entry] of value) {
        visitWithStrings(key, visited, stack)
        visitWithStrings(entry, visited, stack)
      }
    } else {
      for (const key of Object.keys(value)) visitWithStrings(value[key], visited, stack)
    }
  }
  return visited.size
}

function visitWithStrings(value, visited, stack) {
  if (typeof value === 'string') visited.add(value)
  else visit(value, visited, stack)
}
