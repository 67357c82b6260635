/**
 * What the numbers have to reach, and whether they do.
 *
 * A limit on a ratio or a time is an upper one. `measured` is the worst of what was measured for it.
 */
import { shapes } from './shapes.mjs'

const PLAIN_OBJECTS = ['records', 'tree']
const MILLION = 1e6

export function targets(run) {
  return [
    ...PLAIN_OBJECTS.map((shape) => ({
      work: `\`sizeOf\` of 10⁶ plain objects, ${shapes[shape].title}: to a bare walk`,
      limit: 1.5,
      unit: '×',
      measured: ratio(run, shape, 'sizeOf', 'bare walk'),
    })),
    {
      work: 'the same, records: to a bare walk that counts equal strings once, as a size must',
      limit: 1.5,
      unit: '×',
      measured: ratio(run, 'records', 'sizeOf', 'string walk'),
    },
    ...PLAIN_OBJECTS.map((shape) => ({
      work: `the same, ${shapes[shape].title}: to \`structuredClone\``,
      limit: 0.5,
      unit: '×',
      measured: ratio(run, shape, 'sizeOf', 'structuredClone'),
    })),
    ...PLAIN_OBJECTS.map((shape) => ({
      work: `the same, ${shapes[shape].title}: to \`object-sizeof\``,
      limit: 1,
      unit: '×',
      measured: ratio(run, shape, 'sizeOf', 'object-sizeof'),
    })),
    ...PLAIN_OBJECTS.map((shape) => ({
      work: `\`measure\` of the same, ${shapes[shape].title}: to \`sizeOf\``,
      limit: 4,
      unit: '×',
      measured: ratio(run, shape, 'measure', 'sizeOf'),
    })),
    ...run.memory
      .filter(({ shape, count }) => PLAIN_OBJECTS.includes(shape) && count === MILLION)
      .map(({ shape, bytesPerObject }) => ({
        work: `memory of that walk, ${shapes[shape].title}: an object`,
        limit: 48,
        unit: 'B',
        measured: bytesPerObject,
      })),
    {
      work: "`isLargerThan(value, '1 kB')`: 10⁶ objects to 10³",
      limit: 1.5,
      unit: '×',
      measured: run.limit[MILLION] / run.limit[1e3],
    },
    { work: 'one matcher call on a small object', limit: 20, unit: 'µs', measured: run.matcher.matcher },
    {
      work: "the same through Jest's `expect`, less what `expect(1).toBe(1)` costs there",
      limit: 20,
      unit: 'µs',
      measured: run.matcher.expect - run.matcher.toBe,
    },
    ...['jest (CommonJS)', 'vitest (ESM)'].map((name) => ({
      work: `import of \`@carat/${name.replace(' ', '` ')}`,
      limit: 15,
      unit: 'ms',
      measured: run.imports[name],
    })),
  ].filter(({ measured }) => measured !== undefined)
}

export function verdict({ limit, measured }) {
  return measured <= limit ? 'reached' : `missed by ${Math.ceil((measured / limit - 1) * 100)} %`
}

function ratio(run, shape, one, other) {
  const results = run.speed.find((row) => row.shape === shape && row.count === MILLION)?.results
  return results && results[one].ms / results[other].ms
}
