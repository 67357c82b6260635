/**
 * Joins the compiled modules of a package into one file for each module format. Importing forty small files takes longer
 * than all else that a test file's set-up does with Carat; importing one does not.
 *
 * What matchers use of `report` goes into theirs: a tenth of it, and one file less to find. Blanks are left out, names are not:
 * stack traces stay legible.
 *
 * A library that a package has as a development dependency goes into its file, and its licence beside it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const formats = [
  { format: 'esm', extension: 'mjs' },
  { format: 'cjs', extension: 'cjs' },
]

const entries = {
  core: ['index', 'presets/dom', 'presets/node', 'presets/web'],
  heap: ['index'],
  allocations: ['index'],
  report: ['index'],
  matchers: ['index', 'snapshot'],
}

for (const [name, files] of Object.entries(entries)) {
  const libraries = new Set()
  for (const file of files) {
    for (const { format, extension } of formats) {
      const { metafile } = await build({
        entryPoints: [`packages/${name}/dist/esm/${file}.js`],
        outfile: `packages/${name}/dist/${file}.${extension}`,
        bundle: true,
        format,
        platform: 'neutral',
        target: 'es2022',
        external: ['@carat/allocations', '@carat/core', '@carat/heap'],
        alias: { '@carat/report': './packages/report/dist/esm/index.js' },
        minifyWhitespace: true,
        minifySyntax: true,
        sourcemap: true,
        metafile: true,
        logLevel: 'warning',
      })
      for (const input of Object.keys(metafile.inputs)) {
        const library = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0]
        if (library !== undefined) libraries.add(library)
      }
    }
  }
  if (libraries.size > 0) {
    const licences = [...libraries].sort().map(licenceOf)
    writeFileSync(`packages/${name}/dist/THIRD-PARTY-LICENSES.txt`, licences.join('\n\n'))
  }
}

/** What a library asks to be copied with it. */
function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE'].map((name) => join(folder, name)).find(existsSync)
  if (file === undefined) throw new Error(`${name} ${version} (${license}) has no licence file; it can't be bundled`)
  return `${name} ${version} (${license}), in part in the files of this folder\n\n${readFileSync(file, 'utf8')}`
}
