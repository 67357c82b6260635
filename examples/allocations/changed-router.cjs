/** Finds the handler of a path: `router.add('/users/:id', show)`, then `router.match('/users/7')`. */
class Router {
  routes = []

  add(pattern, handler) {
    this.routes.push({ segments: pattern.split('/'), handler })
  }

  match(path) {
    const segments = path.split('/')
    for (let i = 0; i < this.routes.length; i++) {
      const route = this.routes[i]
      if (fits(route, segments)) return { handler: route.handler, params: paramsOf(route, segments) }
    }
    return undefined
  }
}

function fits(route, segments) {
  if (route.segments.length !== segments.length) return false
  for (let i = 0; i < segments.length; i++) {
    const expected = route.segments[i]
    if (expected[0] !== ':' && expected !== segments[i]) return false
  }
  return true
}

function paramsOf(route, segments) {
  const params = { id: '', page: '' }
  for (let i = 0; i < segments.length; i++) {
    const expected = route.segments[i]
    if (expected === ':id') params.id = decoded(segments[i], { isLenient: true })
    else if (expected === ':page') params.page = decoded(segments[i])
  }
  return params
}

const LENIENT = { isLenient: true }

function decoded(segment, options = LENIENT) {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch (error) {
    if (options.isLenient) return segment
    throw error
  }
}

module.exports = { Router }
