import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Runs one case in a process of its own, so that no case finds the compiled code, hidden classes or heap of another.
 *
 * @param {string} node the binary
 * @param {string} name of the file in `cases/`
 * @param {{ flags?: string[], args?: (string | number)[] }} options
 * @returns what the case printed, as JSON
 */
export function runCase(node, name, { flags = [], args = [] } = {}) {
  const file = fileURLToPath(new URL(`cases/${name}.mjs`, import.meta.url))
  const output = execFileSync(node, [...flags, file, ...args.map(String)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(output)
}
