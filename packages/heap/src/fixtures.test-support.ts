import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const folder = new URL('../fixtures/', import.meta.url)

/** The kept snapshots, as `producer/name`. */
export const fixtures: readonly string[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.heapsnapshot.gz'))
  .map((path) => path.replaceAll('\\', '/').replace('.heapsnapshot.gz', ''))
  .sort()

/** @param fixture As in `node-24.9.0/all`, or the beginning of that. */
export function fixtureUrl(fixture: string): URL {
  const name = fixtures.find((candidate) => candidate.startsWith(fixture))
  if (name === undefined) throw new Error(`no fixture ${fixture}; there are ${fixtures.join(', ')}`)
  return new URL(`${name}.heapsnapshot.gz`, folder)
}

/** The text of a snapshot. */
export function fixtureBytes(fixture: string): Uint8Array {
  // no Buffer: its `slice` copies nothing
  return new Uint8Array(gunzipSync(readFileSync(fixtureUrl(fixture))))
}
