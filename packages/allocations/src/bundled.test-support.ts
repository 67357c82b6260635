import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { nodeBinary, supportedMajors } from '../../../nodes/index.mjs'

export interface Bundle {
  readonly file: string
  remove(): void
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The package as users have it, in one file, for processes of any Node. */
export function bundled(): Bundle {
  const folder = mkdtempSync(join(tmpdir(), 'carat-allocations-'))
  const file = join(folder, 'allocations.cjs')
  buildSync({
    entryPoints: [here('./index.ts')],
    outfile: file,
    bundle: true,
    format: 'cjs',
    platform: 'neutral',
    alias: { '@carat/core': here('../../core/src/index.ts') },
    minifyWhitespace: true,
    minifySyntax: true,
  })
  return { file, remove: () => rmSync(folder, { recursive: true }) }
}

/** The newest, since the runners' projects have the others; with `CARAT_EVERY_NODE=1` each. */
const majors: readonly number[] = process.env.CARAT_EVERY_NODE === '1' ? supportedMajors : supportedMajors.slice(-1)

export const binaries: readonly { readonly major: number; readonly binary: string }[] = majors.flatMap(
  (major: number) => {
    const binary: string | undefined = nodeBinary(major)
    return binary === undefined ? [] : [{ major, binary }]
  },
)
