import type { SourceMap as NodeSourceMap } from 'node:module'
import { builtinModule } from './builtin-module.js'
import { ask, connect } from './inspector-answers.js'
import { realmState } from './realm-state.js'
import type { CallFrame } from './sampling.js'

/** Where a function begins, or a line of it. */
export interface CodePlace {
  /** A path, or a URL where it is no file; a TypeScript file where there is a source map. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
}

/** The source map of a script. */
export interface ScriptMap {
  readonly map: NodeSourceMap
  /** What the map's names of files are relative to. */
  readonly base: string
}

interface ParsedScript {
  readonly scriptId: string
  readonly url: string
  readonly sourceMapURL?: string
}

/** Whether a frame is of a file of the program: not of a builtin, nor of Node.js itself. */
export function isOfTheProgram({ url }: CallFrame): boolean {
  return url !== '' && !url.startsWith('node:')
}

/**
 * Where the functions of frames begin, in the files that people edit.
 *
 * V8 knows each script's source map by its comment, as a runner's transforms leave it (inline in Vitest and Jest) or a compiler
 * does (a file beside it). Enabling the debugger for a moment makes it tell them; that changes nothing for running code.
 */
export function codePlaces(frames: Iterable<CallFrame>): (frame: CallFrame) => CodePlace | undefined {
  const purpose = 'profile'
  const { scriptMaps } = realmState(purpose)
  const unknown = new Map<string, string>()
  for (const frame of frames) {
    if (isOfTheProgram(frame) && !scriptMaps.has(frame.scriptId)) unknown.set(frame.scriptId, frame.url)
  }
  if (unknown.size > 0) {
    for (const script of parsedScripts(purpose)) {
      if (unknown.has(script.scriptId)) scriptMaps.set(script.scriptId, readMap(purpose, script) ?? null)
    }
    // gone meanwhile
    for (const id of unknown.keys()) if (!scriptMaps.has(id)) scriptMaps.set(id, null)
  }
  return (frame) => (isOfTheProgram(frame) ? placeOf(purpose, frame, scriptMaps.get(frame.scriptId)) : undefined)
}

function parsedScripts(purpose: string): ParsedScript[] {
  const session = connect(purpose)
  const scripts: ParsedScript[] = []
  session.on('Debugger.scriptParsed', ({ params }) => scripts.push(params as ParsedScript))
  try {
    ask(session, 'Debugger.enable')
    ask(session, 'Debugger.disable')
  } finally {
    session.disconnect()
  }
  return scripts
}

function readMap(purpose: string, { url, sourceMapURL }: ParsedScript): ScriptMap | undefined {
  if (sourceMapURL === undefined || sourceMapURL === '') return undefined
  const { SourceMap } = builtinModule('node:module', purpose)
  try {
    const script = fileUrl(purpose, url)
    const address = new URL(sourceMapURL, script)
    const isInline = address.protocol === 'data:'
    if (!isInline && address.protocol !== 'file:') return undefined
    const text = isInline ? dataOf(sourceMapURL) : builtinModule('node:fs', purpose).readFileSync(address, 'utf8')
    const payload = JSON.parse(text)
    return { map: new SourceMap(payload), base: new URL(payload.sourceRoot || '.', isInline ? script : address).href }
  } catch {
    // a comment that leads nowhere, as in packages that ship no maps: the script itself is all there is
    return undefined
  }
}

function dataOf(url: string): string {
  const comma = url.indexOf(',')
  const data = url.slice(comma + 1)
  return url.slice(0, comma).endsWith(';base64') ? Buffer.from(data, 'base64').toString() : decodeURIComponent(data)
}

function fileUrl(purpose: string, url: string): string {
  return /^[a-z][a-z+.-]+:/i.test(url) ? url : builtinModule('node:url', purpose).pathToFileURL(url).href
}

/** The door at which places become 1-based: V8 and source maps count from 0. */
export function placeOf(
  purpose: string,
  { url, lineNumber, columnNumber }: Pick<CallFrame, 'url' | 'lineNumber' | 'columnNumber'>,
  script: ScriptMap | null | undefined,
): CodePlace {
  // V8 13 and later count from where a script begins in its file, which can be before it
  const line = Math.max(lineNumber, 0)
  const column = Math.max(columnNumber, 0)
  const entry = script?.map.findEntry(line, column)
  if (script && entry !== undefined && 'originalSource' in entry && entry.originalSource) {
    const file = pathOf(purpose, new URL(entry.originalSource, `${script.base.replace(/\/?$/, '/')}`).href)
    return { file, line: entry.originalLine + 1, column: entry.originalColumn + 1 }
  }
  return { file: pathOf(purpose, url), line: line + 1, column: column + 1 }
}

function pathOf(purpose: string, url: string): string {
  return url.startsWith('file:') ? builtinModule('node:url', purpose).fileURLToPath(url) : url
}
