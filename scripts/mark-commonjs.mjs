// Node takes the nearest package.json's "type" for each .js file: dist/cjs needs one of its own.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const packages = process.argv[2] ? [process.argv[2]] : readdirSync('packages').map((name) => join('packages', name))
for (const folder of packages) {
  const commonjs = join(folder, 'dist', 'cjs')
  if (existsSync(commonjs)) writeFileSync(join(commonjs, 'package.json'), '{ "type": "commonjs" }\n')
}
