import { graphs } from './dominators/graphs.mjs'
import { shapes } from './shapes.mjs'
import { targets, verdict } from './targets.mjs'

const CONTENDERS = ['sizeOf', 'measure', 'structuredClone', 'JSON.stringify', 'object-sizeof']
// An answer below this part of the bytes is no weight of the value, however fast it came.
const NONSENSE = 0.1

/** The results of one or several Nodes as Markdown. */
export function report(runs) {
  return `${[
    '# Benchmarks',
    '',
    'Made by `pnpm bench`. All contenders take turns in one process, so the ratios move less than the times; but they do move:',
    'at 10⁶ objects, two runs on a machine busy with other work differed by up to 60 %. Each time is the best of 11 turns',
    '(10⁴ objects), 7 (10⁵) or 3 (10⁶), after warming up; of an import, the best of 15 fresh processes that had loaded the',
    'runner already.',
    '',
    ...Object.values(shapes).map(({ title, what }) => `- **${title}**: ${what}.`),
    '',
    'The *bare walk* is the yardstick: a stack, a `Set` of the objects visited, an index loop for arrays, `Object.keys` for',
    'objects. It weighs nothing. For many strings, where it has one object to visit, the yardstick puts strings into its',
    '`Set` too. *Plain walk* is the same with `Object.keys` for arrays, *string walk* with strings in the `Set`.',
    '',
    'Dominators are found in graphs of numbers, by the algorithm of Lengauer and Tarjan, which is the one in core; the others',
    'are multiples of it. A graph on which another is quadratic is small, so that it ends.',
    '',
    ...Object.values(graphs).map(({ title, what }) => `- **${title}**: ${what}.`),
    ...runs.flatMap(section),
  ].join('\n')}\n`
}

function section(run) {
  return [
    '',
    `## Node.js ${run.host.node}, V8 ${run.host.v8.replace(/-node.*/, '')}, ${run.host.platform}, ${run.host.cpus} CPUs`,
    '',
    '### Targets',
    '',
    ...targetTable(run),
    '',
    '### Speed, as multiples of the yardstick',
    '',
    ...speedTable(run),
    '',
    '### Memory of the walk, peak over what was there before',
    '',
    ...table(
      ['shape', 'objects', '`sizeOf`: an object', 'an object or a string', '`measure`: an object'],
      run.memory.map(({ shape, count, bytesPerObject, bytesPerVisit, measureBytesPerObject }) => [
        shapes[shape].title,
        grouped(count),
        `${digits(bytesPerObject)} B`,
        `${digits(bytesPerVisit)} B`,
        `${digits(measureBytesPerObject)} B`,
      ]),
    ),
    '',
    '### Dominators',
    '',
    ...dominatorTable(run.dominators),
    '',
    '### Calls and imports',
    '',
    ...table(
      ['what', 'time'],
      [
        ...Object.entries(run.limit).map(([count, us]) => [
          `\`isLargerThan(value, '1 kB')\`, ${grouped(Number(count))} objects`,
          `${digits(us)} µs`,
        ]),
        [
          '`sizeOf` of an object of four properties, one array and one object in it',
          `${digits(run.matcher.sizeOf)} µs`,
        ],
        ['`toHaveMemoryUsage` on it, called straight', `${digits(run.matcher.matcher)} µs`],
        ["the same through Jest's `expect`", `${digits(run.matcher.expect)} µs`],
        ["Jest's `expect(1).toBe(1)`, to compare", `${digits(run.matcher.toBe)} µs`],
        ...Object.entries(run.imports).map(([name, ms]) => [`import: ${name}`, `${digits(ms)} ms`]),
      ],
    ),
  ]
}

function targetTable(run) {
  return table(
    ['work', 'target', 'measured', ''],
    targets(run).map((target) => [
      target.work,
      `≤ ${target.limit} ${target.unit}`,
      `${digits(target.measured)} ${target.unit}`,
      verdict(target),
    ]),
  )
}

function speedTable(run) {
  return table(
    ['shape', 'objects', 'yardstick', 'plain walk', 'string walk', ...CONTENDERS.map((name) => `\`${name}\``)],
    run.speed.map(({ shape, count, results }) => {
      const yardstick = results[shape === 'strings' ? 'string walk' : 'bare walk'].ms
      const truth = results.sizeOf.answer
      return [
        shapes[shape].title,
        grouped(count),
        `${digits(yardstick)} ms`,
        ...['plain walk', 'string walk', ...CONTENDERS].map((name) => cell(results[name], yardstick, truth)),
      ]
    }),
  )
}

/** The algorithms for dominators on each graph: the time and the memory of ours, and multiples of them. */
export function dominatorTable(rows) {
  // Below that it is V8's own garbage.
  const bytes = ({ peakBytes }, nodes) => (peakBytes < 1e6 ? '–' : `${digits(peakBytes / nodes)} B`)
  return table(
    [
      'graph',
      'nodes',
      'edges',
      'Lengauer–Tarjan',
      'a node',
      'an edge',
      'memory a node',
      'semi-NCA',
      'memory a node',
      'Cooper–Harvey–Kennedy',
      'memory a node',
    ],
    rows.map(({ graph, nodes, edges, lengauerTarjan, semiNca, cooperHarveyKennedy }) => [
      graphs[graph].title,
      grouped(nodes),
      grouped(edges),
      `${digits(lengauerTarjan.ms)} ms`,
      `${digits((lengauerTarjan.ms / nodes) * 1e6)} ns`,
      `${digits((lengauerTarjan.ms / edges) * 1e6)} ns`,
      bytes(lengauerTarjan, nodes),
      `${digits(semiNca.ms / lengauerTarjan.ms)} ×`,
      bytes(semiNca, nodes),
      `${digits(cooperHarveyKennedy.ms / lengauerTarjan.ms)} ×`,
      bytes(cooperHarveyKennedy, nodes),
    ]),
  )
}

function cell({ ms, answer, error }, yardstick, truth) {
  if (error !== undefined) return `fails: ${error.slice(0, 60)}`
  if (answer < truth * NONSENSE) return `answers ${grouped(answer)} of ${grouped(truth)} B`
  return `${digits(ms / yardstick)} ×`
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}

function digits(number) {
  return number >= 100 ? String(Math.round(number)) : number.toPrecision(number >= 10 ? 3 : 2)
}

function grouped(number) {
  return number.toLocaleString('en')
}
