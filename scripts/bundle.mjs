/**
 * Joins the compiled modules of a package into one file for each module format. Importing forty small files takes longer
 * than all else that a test file's set-up does with Carat; importing one does not.
 */
import { build } from 'esbuild'

const formats = [
  { format: 'esm', extension: 'mjs' },
  { format: 'cjs', extension: 'cjs' },
]

for (const name of ['core', 'matchers']) {
  for (const { format, extension } of formats) {
    await build({
      entryPoints: [`packages/${name}/dist/esm/index.js`],
      outfile: `packages/${name}/dist/index.${extension}`,
      bundle: true,
      format,
      platform: 'neutral',
      target: 'es2022',
      external: ['@carat/*'],
      sourcemap: true,
      logLevel: 'warning',
    })
  }
}
