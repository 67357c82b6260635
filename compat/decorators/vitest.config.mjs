const DECORATORS = { version: '2023-11' }

/** How projects with Vitest compile decorators. Vite 8 does not by itself, Vite 7 does in TypeScript files. */
const transforms = {
  // Vite 7
  esbuild: async () => ({ esbuild: { include: /\.[jt]s$/, exclude: [] } }),
  babel: async () => {
    const { default: babel } = await import('@rolldown/plugin-babel')
    return { plugins: [babel({ plugins: [['@babel/plugin-proposal-decorators', DECORATORS]] })] }
  },
  swc: async () => {
    const { default: swc } = await import('unplugin-swc')
    const jsc = {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { decoratorVersion: '2022-03' },
    }
    return { plugins: [swc.vite({ include: /\.[jt]s$/, jsc })] }
  },
}

export default async () => ({
  ...(await transforms[process.env.CARAT_TRANSFORM]()),
  test: {
    globals: true,
    testTimeout: 60_000,
    include: ['test/*.test.{ts,js}'],
    // installed packages are not compiled: here this one is a link out of node_modules
    server: { deps: { external: [/\/packages\/core\/dist\//] } },
  },
})
