import type { CodePlaceLike } from './allocation-profile.js'
import { printable } from './printable.js'

/** What is asked of Node.js, where it is there. */
interface HostProcess {
  getBuiltinModule?(name: 'node:path'): {
    relative(from: string, to: string): string
    isAbsolute(path: string): boolean
  }
  getBuiltinModule?(name: 'node:url'): { pathToFileURL(path: string): { readonly href: string } }
}

const LONGEST_PATH = 240

const host = (): HostProcess | undefined => (globalThis as { process?: HostProcess }).process

/** A path as it is seen from where the process runs, so that a text is the same on every machine; a URL as it is. */
export function relativePath(file: string): string {
  const path = host()?.getBuiltinModule?.('node:path')
  if (path === undefined || !path.isAbsolute(file)) return file
  return path.relative('', file).replaceAll('\\', '/')
}

/** A path as a URL; what is a URL, or no path of this system, as it is. */
export function fileUrl(file: string): string {
  const isPath = host()?.getBuiltinModule?.('node:path').isAbsolute(file) ?? false
  const url = isPath ? host()?.getBuiltinModule?.('node:url').pathToFileURL(file).href : undefined
  return url ?? file
}

/** `src/cache.ts:12`: a line of a file, as far as a text for people tells it. */
export function lineText({ file, line }: CodePlaceLike): string {
  return `${printable(relativePath(file), LONGEST_PATH)}:${line}`
}

/** `src/cache.ts:12:3` */
export function placeText(place: CodePlaceLike): string {
  return `${lineText(place)}:${place.column}`
}
