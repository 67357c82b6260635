import { printable } from '@carat/report'

/**
 * A place in a file as people look it up: `src/router.js:12`. The path is the one from where the tests run, so that a text is the
 * same on every machine.
 *
 * @param file A path, or a URL.
 */
export function placeText(file: string, line: number): string {
  const { process } = globalThis as { process?: { cwd?(): string } }
  const folder = `${process?.cwd?.() ?? ''}/`
  const path = file.startsWith('file:') ? decoded(file.replace(/^file:\/\//, '').replace(/[?#].*$/, '')) : file
  return `${printable(path.startsWith(folder) ? path.slice(folder.length) : path)}:${line}`
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
