/**
 * How Jest and Vitest are asked for the same thing, and where each keeps a snapshot.
 */

/**
 * @typedef {object} Runner
 * @property {string} bin From the compat project's folder.
 * @property {(language: 'TypeScript' | 'JavaScript') => string} imports The head of a test file.
 * @property {string} [esmImports] The same for an ES module, where a runner tells the two apart.
 * @property {(pool: string | undefined) => Record<string, string>} files What a project needs beside its tests.
 * @property {string[]} always
 * @property {(reportFile: string) => string[]} report
 * @property {Record<string, string[]>} flags By what they ask for.
 * @property {Record<string, string>} ci The environment of a build server.
 * @property {string} concurrentArgument Where a concurrent test gets its expect.
 * @property {(name: string, body: string) => string} retried A test that may fail once.
 * @property {(test: { groups: string[], name: string, hint?: string, nth: number }) => string} key Of a file snapshot.
 * @property {(text: string, indent: string) => string} literal The inline snapshot in a line with that indent.
 * @property {(source: string) => string} reprinted What else writing does to a source.
 */

const TEST_TIMEOUT_MS = 60_000

/** @type {Runner} */
export const jest = {
  bin: 'node_modules/jest/bin/jest.js',
  imports: (language) =>
    language === 'TypeScript'
      ? "import { measure } from '@carat/core'\nimport sizes from './sizes.json'"
      : "const { measure } = require('@carat/core')\nconst sizes = require('./sizes.json')",
  esmImports: `import { createRequire } from 'node:module'
import { measure } from '@carat/core'
const sizes = createRequire(import.meta.url)('./sizes.json')`,
  files: () => ({
    'package.json': '{ "type": "commonjs" }\n',
    'setup.js': "require('@carat/jest')\n",
    'jest.config.js': `module.exports = {
  testTimeout: ${TEST_TIMEOUT_MS},
  testMatch: ['<rootDir>/test/**/*.test.{ts,js,mjs}'],
  setupFilesAfterEnv: ['<rootDir>/setup.js'],
  transform: { '\\\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  cacheDirectory: '<rootDir>/.cache',
  watchman: false,
}
`,
  }),
  always: ['--runInBand'],
  report: (file) => ['--json', `--outputFile=${file}`],
  flags: {
    ci: ['--ci'],
    developer: ['--ci=false'],
    isolated: [],
    update: ['-u'],
    shuffle: ['--randomize', '--seed=7'],
    firstShard: ['--shard=1/2'],
    secondShard: ['--shard=2/2'],
    name: ['--testNamePattern'],
  },
  ci: {},
  concurrentArgument: '',
  retried: (name, body) => `jest.retryTimes(1)\ntest('${name}', () => {${body}})`,
  key: ({ groups, name, hint, nth }) => `${[...groups, name].join(' ')}${hint === undefined ? '' : `: ${hint}`} ${nth}`,
  // Without Prettier, Jest leaves the text at the margin.
  literal: (text) => `\`\n${escaped(text)}\n\``,
  // Nor does it leave a call as it was that has its method on another line.
  reprinted: (source) => source.replace(/\n *\.(?=toMatchInlineMemorySnapshot)/g, '.\n'),
}

/** @type {Runner} */
export const vitest = {
  bin: 'node_modules/vitest/vitest.mjs',
  imports: () =>
    "import { measure } from '@carat/core'\nimport { describe, expect, test } from 'vitest'\nimport sizes from './sizes.json'",
  files: (pool = 'forks') => ({
    'package.json': '{ "type": "module" }\n',
    'setup.js': "import '@carat/vitest'\n",
    'vitest.config.js': `export default {
  test: {
    include: ['test/**/*.test.{ts,js}'],
    setupFiles: ['./setup.js'],
    testTimeout: ${TEST_TIMEOUT_MS},
    pool: '${pool}',
    // All files in one process: that is several times faster, and holds what one could leave for the next.
    isolate: false,
  },
}
`,
  }),
  always: ['run', '--maxWorkers=1'],
  report: (file) => ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
  flags: {
    ci: [],
    developer: [],
    isolated: ['--isolate'],
    update: ['-u'],
    shuffle: ['--sequence.shuffle.tests', '--sequence.shuffle.files', '--sequence.seed=7'],
    // In a realm of their own, too.
    firstShard: ['--shard=1/2', '--pool=vmThreads'],
    secondShard: ['--shard=2/2', '--pool=vmThreads'],
    name: ['--testNamePattern'],
  },
  ci: { CI: '1' },
  concurrentArgument: '{ expect }',
  retried: (name, body) => `test('${name}', { retry: 1 }, () => {${body}})`,
  key: ({ groups, name, hint, nth }) =>
    `${[...groups, name].join(' > ')}${hint === undefined ? '' : ` > ${hint}`} ${nth}`,
  literal: (text, indent) => {
    const step = indent.includes('\t') ? '\t' : '  '
    const lines = escaped(text).split('\n')
    return `\`\n${lines.map((line) => (line === '' ? '' : indent + step + line)).join('\n')}\n${indent}\``
  },
  reprinted: (source) => source,
}

function escaped(text) {
  return text.replace(/`|\\|\$\{/g, '\\$&')
}
