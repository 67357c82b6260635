import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * @typedef {object} PackedPackage
 * @property {string} name
 * @property {string} tarball The path of the .tgz file.
 * @property {string[]} files The paths in it.
 * @property {Record<string, any>} manifest The package.json it was packed with.
 */

/**
 * Packs every package of the workspace as it would be published.
 *
 * By pnpm, as in the README: it is pnpm that writes a version wherever the workspace has `workspace:*`.
 *
 * @param {string} root The workspace.
 * @param {string} folder Where the tarballs go.
 * @returns {PackedPackage[]}
 */
export function packAll(root, folder) {
  const pack = ['--recursive', '--filter', './packages/*', 'pack', '--pack-destination', folder, '--json']
  const listing = execFileSync('npx', ['--yes', 'pnpm@12.21.0', ...pack], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const packed = JSON.parse(listing)
  return readdirSync(join(root, 'packages')).map((folderName) => {
    const manifest = JSON.parse(readFileSync(join(root, 'packages', folderName, 'package.json'), 'utf8'))
    const found = packed.find(({ name }) => name === manifest.name)
    if (found === undefined)
      throw new Error(`pnpm packed no ${manifest.name}; it packed ${packed.map(({ name }) => name)}`)
    return {
      name: manifest.name,
      tarball: resolve(folder, found.filename),
      files: found.files.map(({ path }) => path),
      manifest,
    }
  })
}
