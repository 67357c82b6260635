import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Measured } from './measured.js'

/** Measures one Node.js binary in a process of its own. */
export function measureNode(binary: string): Measured {
  const program = fileURLToPath(new URL('./measure-host.js', import.meta.url))
  const text = execFileSync(binary, [program], { encoding: 'utf8', maxBuffer: 2 ** 28, env: {} })
  return JSON.parse(text) as Measured
}
