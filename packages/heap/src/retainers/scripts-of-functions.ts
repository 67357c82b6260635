import type { GraphReader } from './graph-reader.js'

/** Where a function or a scope stands in the program, as far as the snapshot tells. */
export interface Scripts {
  /** The script's last path segment; `undefined` for builtins. */
  scriptOf(closure: number): string | undefined
  /** `name`, or `anonymous at file:line`. */
  functionName(closure: number): string
  /** The file that a context's own functions stand in. */
  scriptOfContext(context: number): string | undefined
}

const NOT_IN_A_SCRIPT = /^system \/ |^$/

export function scriptsOf(reader: GraphReader): Scripts {
  const { graph } = reader
  let lines: Map<number, number> | undefined
  const lineOf = (closure: number): number | undefined => {
    if (lines === undefined) {
      lines = new Map()
      const { locations } = graph
      for (let at = 0; at < locations.length; at++) {
        const node = locations.nodes[at] as number
        if (reader.typeOf(node) === 'closure') lines.set(node, (locations.lines[at] as number) + 1)
      }
    }
    return lines.get(closure)
  }

  const scriptOf = (closure: number): string | undefined => {
    const shared = reader.follow(closure, 'internal', 'shared')
    if (shared === undefined) return undefined
    // `script` since V8 12, before it `script_or_debug_info`.
    const script =
      reader.follow(shared, 'internal', 'script') ?? reader.follow(shared, 'internal', 'script_or_debug_info')
    if (script === undefined) return undefined
    const url = reader.nameOf(script)
    return NOT_IN_A_SCRIPT.test(url) ? undefined : lastSegment(url)
  }

  return {
    scriptOf,
    functionName: (closure) => {
      const name = reader.nameOf(closure)
      if (name === 'native_bind') return 'bound function'
      if (name !== '' && name !== 'anonymous') return name
      const script = scriptOf(closure)
      const line = lineOf(closure)
      if (script === undefined) return 'anonymous'
      return line === undefined ? `anonymous in ${script}` : `anonymous at ${script}:${line}`
    },
    scriptOfContext: (context) => {
      const end = graph.firstEdge[context + 1] as number
      for (let edge = graph.firstEdge[context] as number; edge < end; edge++) {
        const to = graph.edgeTo[edge] as number
        if (reader.typeOf(to) !== 'closure' || reader.follow(to, 'internal', 'context') !== context) continue
        const script = scriptOf(to)
        if (script !== undefined) return script
      }
      return undefined
    },
  }
}

/** Without the folders, which differ between machines, and without what Vite adds to tell versions apart. */
function lastSegment(url: string): string {
  if (url.startsWith('node:')) return url
  const path = url.replace(/[?#].*$/, '')
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
