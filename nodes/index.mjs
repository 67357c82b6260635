/**
 * The Node.js binaries that Carat is tested on, from the npm registry: nothing else has to be installed.
 *
 * The packages exist for Linux only. On other systems the list holds the running Node alone, and whoever asks for another says so.
 */
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** The majors Carat supports, oldest first. */
export const supportedMajors = [20, 22, 24, 26]

export const hostMajor = Number(process.versions.node.split('.')[0])

/**
 * The binary of one Node major, or `undefined` where this system has none.
 * @param {number} major
 * @returns {string | undefined}
 */
export function nodeBinary(major) {
  try {
    return require.resolve(`node-${major}-linux-${process.arch}/bin/node`)
  } catch {
    return major === hostMajor ? process.execPath : undefined
  }
}
