// What transforms such as esbuild-jest do.
const { transformSync } = require('esbuild')

exports.process = (source, path) =>
  transformSync(source, {
    loader: path.endsWith('.ts') ? 'ts' : 'js',
    format: 'cjs',
    target: `node${process.versions.node}`,
    sourcemap: 'inline',
    sourcefile: path,
  })
