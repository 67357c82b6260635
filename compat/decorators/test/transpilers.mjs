// What the docs say of the transpilers: where one of these fails, a new version does something else.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { transformAsync } from '@babel/core'
import { measure, measured } from '@carat/core'
import { transform as swc } from '@swc/core'
import { transform as esbuild } from 'esbuild'
import typescript from 'typescript'
import { transformWithOxc } from 'vite'

const read = (name) => readFileSync(new URL(`../src/${name}`, import.meta.url), 'utf8')

/** A class of one decorated private field and one bare one, as a function of its decorator. */
const SOURCE = 'class Class { @measured #shown = [1, 2, 3]; #bare = 1; use() { return [this.#shown, this.#bare] } }'

function build(code) {
  return new Function('measured', `${code.replace('export {};', '')}\nreturn Class`)(measured)
}

test('the plain classes are the typed ones without types', async () => {
  const [typed, plain] = await Promise.all([
    esbuild(read('typed-classes.ts'), { loader: 'ts', target: 'esnext' }),
    esbuild(read('plain-classes.js'), { loader: 'js', target: 'esnext' }),
  ])
  assert.equal(plain.code, typed.code)
})

test('TypeScript leaves decorators alone for target esnext', () => {
  const { outputText } = typescript.transpileModule(SOURCE, {
    compilerOptions: { target: typescript.ScriptTarget.ESNext },
  })
  assert.match(outputText, /@measured\s+#shown/)
  // typescript-7 has no interface but its command
  const out = mkdtempSync(join(tmpdir(), 'carat-decorators-'))
  try {
    const tsc = 'node_modules/typescript-7/bin/tsc'
    execFileSync(process.execPath, [tsc, '--project', 'tsconfig.json', '--target', 'esnext', '--outDir', out])
    assert.match(readFileSync(join(out, 'typed-classes.js'), 'utf8'), /@measured\s+#small/)
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
})

test('Vite 8 leaves decorators alone', async () => {
  for (const target of ['es2022', 'esnext']) {
    const { code } = await transformWithOxc(SOURCE, 'class.ts', { lang: 'ts', target })
    assert.match(code, /@measured #shown/)
  }
})

test('esbuild leaves decorators alone for target esnext', async () => {
  assert.match((await esbuild(SOURCE, { target: 'esnext' })).code, /@measured #shown/)
})

test('esbuild moves all private fields of a decorated class, and then no one sees the bare ones', async () => {
  const { code } = await esbuild(SOURCE, { target: 'es2022' })
  const Class = build(code)
  assert.doesNotMatch(String(Class), /#/)
  const { bytes, unseen } = measure(new Class())
  assert.deepEqual({ bytes, unseen }, { bytes: 24 + (32 + 16 + 3 * 8), unseen: [] })
})

test('Babel keeps them, and puts metadata on the class', async () => {
  const options = { configFile: false, plugins: [['@babel/plugin-proposal-decorators', { version: '2023-11' }]] }
  const Class = build((await transformAsync(SOURCE, options)).code)
  assert.match(String(Class), /#bare/)
  assert.equal(Object.hasOwn(Class, Symbol.for('Symbol.metadata')), true)
})

test('swc keeps them, and puts metadata on the class', async () => {
  const Class = build(await withSwc('2022-03'))
  assert.match(String(Class), /#bare/)
  assert.equal(Object.hasOwn(Class, Symbol.for('Symbol.metadata')), true)
  assert.equal(measure(new Class()).bytes, 24 + 2 * 8 + (32 + 16 + 3 * 8))
})

test('swc of the version 2023-11 gives no access to a private field: it is named as unseen', async () => {
  const Class = build(await withSwc('2023-11'))
  const { bytes, unseen } = measure(new Class())
  assert.equal(bytes, 24 + 2 * 8)
  assert.deepEqual(unseen, [{ path: '', reason: 'private fields', count: 1 }])
})

async function withSwc(decoratorVersion) {
  const parser = { syntax: 'ecmascript', decorators: true }
  const jsc = { target: 'es2022', parser, transform: { decoratorVersion } }
  return (await swc(SOURCE, { swcrc: false, isModule: false, jsc })).code
}

for (const version of ['2021-12', 'legacy']) {
  test(`Babel of the version ${version} is told what to use`, async () => {
    const plugins = [['@babel/plugin-proposal-decorators', { version }]]
    // in the legacy form a private field can't be decorated
    const source = version === 'legacy' ? 'class Class { @measured shown = 1 }' : SOURCE
    const { code } = await transformAsync(source, { configFile: false, plugins })
    assert.throws(() => build(code), { name: 'TypeError', message: /2023-11|is a standard decorator/ })
  })
}

test('the docs name the versions that are tested', () => {
  const docs = readFileSync(new URL('../../../docs/private-fields.md', import.meta.url), 'utf8')
  const { devDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  const named = [
    ...[
      'typescript',
      'ts-jest',
      'jest',
      '@babel/plugin-proposal-decorators',
      '@swc/core',
      '@swc/jest',
      'esbuild',
      'vite',
    ],
    ...['@rolldown/plugin-babel', 'unplugin-swc'],
  ]
  for (const name of named) {
    assert.ok(
      docs.includes(`${name} ${devDependencies[name]}`),
      `docs/private-fields.md lacks ${name} ${devDependencies[name]}`,
    )
  }
  for (const name of ['typescript-7', 'vitest', 'vitest-3', 'vitest-4']) {
    const version = devDependencies[name].split('@').at(-1)
    assert.ok(docs.includes(version), `docs/private-fields.md lacks ${version} of ${name}`)
  }
})
