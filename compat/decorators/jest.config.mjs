import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const BABEL_TARGET = { targets: { node: 'current' } }

const babel = (transform, version) => ({
  '\\.[jt]s$': [
    transform,
    {
      presets: [['@babel/preset-env', BABEL_TARGET], '@babel/preset-typescript'],
      plugins: [['@babel/plugin-proposal-decorators', { version }]],
    },
  ],
})

const swcOptions = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { decoratorVersion: '2022-03' },
  },
}

/** How projects with Jest compile decorators, each as its documentation says. */
const transforms = {
  'babel-2023-11': babel('babel-jest', '2023-11'),
  'babel-2023-05': babel('babel-jest', '2023-05'),
  'babel-2023-11-jest-29': babel(require.resolve('babel-jest-29'), '2023-11'),
  swc: { '\\.[jt]s$': ['@swc/jest', swcOptions] },
  'ts-jest': { '\\.[jt]s$': ['ts-jest', { tsconfig: 'tsconfig.jest.json', diagnostics: false }] },
  esbuild: { '\\.[jt]s$': require.resolve('./esbuild-transform.cjs') },
}

export default {
  testTimeout: 60_000,
  testMatch: ['<rootDir>/test/*.test.[jt]s'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  // installed packages are not compiled: here this one is a link out of node_modules
  transformIgnorePatterns: ['/node_modules/', '/packages/core/dist/', '\\.cjs$'],
  transform: transforms[process.env.CARAT_TRANSFORM],
}
