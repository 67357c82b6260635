import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { callsOf, profileOf, profiles } from '../test/allocation-trees.js'
import { chain, measurementOf, measurements, type PartSeed, rowsOf } from '../test/part-trees.js'
import { flameGraph } from './flame-graph.js'

const INNER = 1200 - 32

const cache = measurementOf(
  {
    type: 'LRUCache',
    self: 232,
    forms: [{ kind: 'properties', count: 1, size: 29, isUniform: true }],
    parts: [
      {
        name: '.valList',
        type: 'Array',
        self: 840,
        parts: [
          { name: '[*]', type: 'Session', count: 100, isNested: true, also: ['.index[value]'], self: 5600, spare: 180 },
        ],
      },
      { name: '.keyMap', type: 'Map', self: 1096, parts: [{ name: '[key]', type: 'string', count: 100, self: 3088 }] },
      { name: '.tail', type: 'Tail', self: 0 },
    ],
  },
  {
    unseen: [
      { path: '.valList[*]', reason: 'private fields', count: 100 },
      { path: '.valList[*].log', reason: 'skipped', note: 'of the app', count: 100 },
    ],
    warnings: [{ path: '.keyMap', message: 'Map declares NaN bytes', count: 1 }],
  },
)

describe('flameGraph', () => {
  it('is one picture, the same each time', async () => {
    const graph = flameGraph(cache, { title: 'Sessions' })
    expect(flameGraph(structuredClone(cache), { title: 'Sessions' })).toBe(graph)
    await expect(graph).toMatchFileSnapshot('../test/flame-graph.svg')
  })

  it('says all of it above the graph', () => {
    const { texts } = read(flameGraph(cache, { title: 'Sessions' }))
    expect(texts.slice(0, 6)).toEqual([
      'Sessions',
      '10,856 B (10.9 kB) in 204 objects, 180 B of it spare',
      'warning at .keyMap: Map declares NaN bytes',
      'layout v8-14: Node.js 26 (V8 14.6), 64-bit',
      'not seen: private fields ×100',
      'skipped ×100: of the app',
    ])
    expect(texts.slice(6, 11)).toEqual([
      'Session 51.6 %',
      'string 28.4 %',
      'Map 10.1 %',
      'Array 7.7 %',
      'LRUCache 2.1 %',
    ])
  })

  it('says first what is declared wrongly, and then why something is skipped', () => {
    const warnings = [
      { path: '.#ring', message: 'Ring declares <NaN> bytes & more', count: 2 },
      { path: '.#tail', message: 'x'.repeat(500), count: 1 },
    ]
    const unseen = [
      { path: '.#log', reason: 'skipped' as const, note: "the logger is the app's", count: 2 },
      { path: '.on', reason: 'closure context' as const, count: 1 },
    ]
    const native = { name: '.#pixels', type: 'native', self: 4096, spare: 1024 }
    const graph = flameGraph(measurementOf({ type: 'Ring', self: 64, parts: [native] }, { unseen, warnings }))
    const { texts, boxes } = read(graph)
    expect(texts.slice(1, 7)).toEqual([
      '4,160 B (4.16 kB) in 2 objects, 1,024 B of it spare',
      'warning at .#ring ×2: Ring declares <NaN> bytes & more',
      expect.stringMatching(/^warning at \.#tail: x+…x+…$/),
      'layout v8-14: Node.js 26 (V8 14.6), 64-bit',
      'not seen: closure context',
      "skipped ×2: the logger is the app's",
    ])
    expect(graph).toContain('skipped:\n  .#log ×2: the logger is the app&#39;s</title>')
    expect(boxes[1]?.title).toBe(
      '.#pixels native, 4.1 kB\n4,096 B, 98.5 % of all\n1 object\n1,024 B spare\nat .#pixels',
    )
  })

  it('says on pointing what a row is', () => {
    const { boxes } = read(flameGraph(cache))
    expect(boxes.map(({ title }) => title)).toEqual([
      'LRUCache, 10.9 kB\n10,856 B, 100.0 % of all; 232 B of its own\n1 object; 204 with all below\n29 properties\nnot drawn below: 1 row, 0 B',
      '.valList Array, 6.44 kB\n6,440 B, 59.3 % of all; 840 B of its own\n1 object; 101 with all below\nat .valList',
      '.keyMap Map, 4.18 kB\n4,184 B, 38.5 % of all; 1,096 B of its own\n1 object; 101 with all below\nat .keyMap',
      '[*] Session ×100, 5.6 kB\n5,600 B, 51.6 % of all\n100 objects\n180 B spare\nsome within others\nat .valList[*]\nalso at .index[value]',
      '[key] string ×100, 3.09 kB\n3,088 B, 28.4 % of all\n100 objects\nat .keyMap[key]',
    ])
  })

  it('draws each row as wide as its bytes, within the row above it, whatever the names', () => {
    fc.assert(
      fc.property(measurements, fc.integer({ min: 300, max: 2000 }), (measurement, width) => {
        const inner = width - 32
        const { boxes } = read(flameGraph(measurement, { width }))
        const rows = rowsOf(measurement.root)
        const parts = boxes.filter(({ isHidden }) => !isHidden)
        const shown = rows.filter(
          (part) => part === measurement.root || (part.bytes / measurement.bytes) * inner >= 0.1,
        )
        expect(parts).toHaveLength(shown.length)
        const widths = shown.map(({ bytes }) => (measurement.bytes === 0 ? inner : (bytes / measurement.bytes) * inner))
        const drawn = parts.map((box) => box.right - box.left).sort(ascending)
        for (const [index, wanted] of widths.sort(ascending).entries()) {
          expect(Math.abs((drawn[index] ?? Number.NaN) - wanted)).toBeLessThan(0.011)
        }
        for (const box of boxes) {
          const above = boxes.filter(({ y, left, right }) => {
            return y === box.y - 20 && left <= box.left + 0.001 && right >= box.right - 0.001
          })
          expect(above.length).toBeGreaterThanOrEqual(box === boxes[0] ? 0 : 1)
        }
        expectNoOverlap(boxes)
      }),
    )
  })

  it('draws or counts each row, and all bytes of those that it counts, whatever the depth', () => {
    fc.assert(
      fc.property(measurements, fc.integer({ min: 0, max: 4 }), (measurement, depth) => {
        const { boxes } = read(flameGraph(measurement, { depth, width: 300 }))
        const parts = boxes.filter(({ isHidden }) => !isHidden)
        let [rows, bytes] = [0, 0]
        for (const { title } of parts) {
          const hidden = /\nnot drawn below: (?<rows>[\d,]+) rows?, (?<bytes>[\d,]+) B$/.exec(title)?.groups
          rows += numberIn(hidden?.rows)
          bytes += numberIn(hidden?.bytes)
        }
        expect(parts.length + rows).toBe(rowsOf(measurement.root).length)
        const drawn = parts.map(({ title }) => {
          const { all, own } = /\n(?<all>[\d,]+) B, [^\n;]*(?:; (?<own>[\d,]+) B of its own)?/.exec(title)?.groups ?? {}
          return numberIn(own ?? all)
        })
        expect(drawn.reduce((sum, own) => sum + own, bytes)).toBe(measurement.bytes)
      }),
    )
  })

  it('draws rows that are too narrow as one box, where that is wide enough', () => {
    const many: PartSeed[] = Array.from({ length: 500 }, (_, index) => ({
      name: `.p${index}`,
      type: 'Point',
      self: 8,
      parts: [{ name: '.x', type: 'number', self: 16 }],
    }))
    const { boxes } = read(flameGraph(measurementOf({ type: 'Big', self: 999_000, parts: many })))
    expect(boxes.map(({ title }) => title.split('\n')[0])).toEqual(['Big, 1.01 MB', '… 1,000 more, 12 kB'])
    const [, rest] = boxes
    expect((rest?.right ?? 0) - (rest?.left ?? 0)).toBeCloseTo((12_000 / 1_011_000) * INNER, 1)
    expect(boxes[0]?.title).toContain('\nnot drawn below: 1,000 rows, 12,000 B')
  })

  it('clips a text with … where its box is too narrow for it', () => {
    const { boxes } = read(
      flameGraph(
        measurementOf({
          type: 'Object',
          self: 0,
          parts: [
            { name: '.left', type: 'AClassWithALongName', self: 100 },
            { name: '.right', type: '名前の長いクラス', self: 100 },
          ],
        }),
        { width: 300 },
      ),
    )
    expect(boxes.map(({ text }) => text)).toEqual(['Object, 200 B', '.left AClassWith…', '.right 名前の長…'])
  })

  it('gives a type one colour', () => {
    const { boxes } = read(flameGraph(cache))
    const other = read(
      flameGraph(measurementOf({ type: 'Session', self: 8, parts: [{ name: '[*]', type: 'Map', self: 8 }] })),
    )
    expect(other.boxes[0]?.fill).toBe(boxes[3]?.fill)
    expect(other.boxes[1]?.fill).toBe(boxes[2]?.fill)
    expect(other.boxes[0]?.fill).not.toBe(other.boxes[1]?.fill)
  })

  it('draws a value that takes no bytes', () => {
    const { boxes } = read(flameGraph(measurementOf({ type: 'number', self: 0, parts: [{ type: 'Odd', self: 0 }] })))
    expect(boxes).toHaveLength(1)
    expect(boxes[0]).toMatchObject({ left: 0, right: INNER, text: 'number, 0 B' })
    expect(boxes[0]?.title).toContain('0 B, 0.0 % of all')
  })

  it('draws rows that lie 2,000 deep as deep as asked', () => {
    const deep = chain(2000)
    expect(read(flameGraph(deep)).boxes.filter(({ isHidden }) => !isHidden)).toHaveLength(65)
    expect(read(flameGraph(deep, { depth: Number.POSITIVE_INFINITY })).boxes).toHaveLength(2001)
    expect(read(flameGraph(deep, { depth: 0 })).boxes.map(({ text }) => text)).toEqual([
      'Even, 64 kB',
      '… 2,000 more, 64 kB',
    ])
  })

  it('refuses what it can not use', () => {
    const example = `for example flameGraph(measure(value), { width: 1200, title: 'sessions', depth: 20 })`
    expect(() => flameGraph(new Map() as never)).toThrow(
      new TypeError(
        'flameGraph takes what measure or profile gives, got an object instead; write flameGraph(measure(value)) or flameGraph(profile(fn))',
      ),
    )
    for (const [options, error] of [
      [
        { width: 299 },
        new RangeError(`flameGraph: width must be a whole number from 300 to 10000, got 299; ${example}`),
      ],
      [
        { width: '800' },
        new RangeError(`flameGraph: width must be a whole number from 300 to 10000, got "800"; ${example}`),
      ],
      [{ depth: -1 }, new RangeError(`flameGraph: depth must be a whole number from 0 on, got -1; ${example}`)],
      [
        { depth: Number.NaN },
        new RangeError(`flameGraph: depth must be a whole number from 0 on, got NaN; ${example}`),
      ],
      [{ title: null, width: null }, undefined],
      [{ title: 7 }, new TypeError(`flameGraph: title must be a text, got 7; ${example}`)],
      [
        { color: 'red' },
        new RangeError(`flameGraph: unknown option color; the options are width, title, depth; ${example}`),
      ],
      [null, new TypeError(`flameGraph: options must be an object, got null; ${example}`)],
    ] as const) {
      if (error === undefined) expect(() => flameGraph(cache, options as never)).not.toThrow()
      else expect(() => flameGraph(cache, options as never)).toThrow(error)
    }
  })
})

describe('flameGraph of an allocation profile', () => {
  const at = (line: number) => ({ file: `${process.cwd()}/src/<load>.ts`, line, column: 14 })
  const load = profileOf(
    'load',
    {
      calls: [
        {
          name: 'load',
          place: at(7),
          bytes: 152,
          count: 3,
          calls: [
            { kind: 'group', name: 'parse', calls: [{ name: 'push', bytes: 1440, count: 1200 }] },
            { name: '(anonymous)', place: at(9), bytes: 8, count: 1 },
          ],
        },
      ],
    },
    { agreement: { equal: false }, conditions: ['debugger'] },
  )

  it('says above the graph what was counted, and in which files', () => {
    const { texts } = read(flameGraph(load))
    expect(texts.slice(0, 6)).toEqual([
      'load',
      '1,600 B (1.6 kB) in 1,204 pieces, 0 B in 0 pieces alive after it',
      'warning: the measured runs disagree; these are the numbers of the lowest',
      'V8 14.6.202.33-node.21, interpreter, debugger',
      '(built in) 90.0 %',
      'src/<load>.ts 10.0 %',
    ])
    expect(texts.at(-1)).toContain('has the colour of its file.')
  })

  it('says on pointing what a function allocated', () => {
    const { boxes } = read(flameGraph(load))
    expect(boxes.map(({ title }) => title)).toEqual([
      '(root), 1.6 kB\n1,600 B, 100.0 % of all; 0 B of its own\n0 pieces; 1,204 with all below',
      'load, 1.6 kB\n1,600 B, 100.0 % of all; 152 B of its own\n3 pieces; 1,204 with all below\nat src/<load>.ts:7:14',
      '(group parse), 1.44 kB\n1,440 B, 90.0 % of all; 0 B of its own\n0 pieces; 1,200 with all below',
      '(anonymous), 8 B\n8 B, 0.5 % of all\n1 piece\nat src/<load>.ts:9:14',
      'push, 1.44 kB\n1,440 B, 90.0 % of all\n1,200 pieces',
    ])
    expect(boxes[1]?.fill).toBe(boxes[3]?.fill)
    expect(new Set(boxes.map(({ fill }) => fill)).size).toBe(3)
  })

  it('draws or counts each function, and all bytes, whatever the names', () => {
    fc.assert(
      fc.property(profiles, fc.integer({ min: 0, max: 4 }), (profile, depth) => {
        const { boxes } = read(flameGraph(profile, { depth, width: 300 }))
        const drawn = boxes.filter(({ isHidden }) => !isHidden)
        let [functions, bytes] = [drawn.length, 0]
        for (const { title, left, right } of drawn) {
          const { all, own } = /\n(?<all>[\d,]+) B, [^\n;]*(?:; (?<own>[\d,]+) B of its own)?/.exec(title)?.groups ?? {}
          const hidden = /\nnot drawn below: (?<rows>[\d,]+) rows?, (?<bytes>[\d,]+) B$/.exec(title)?.groups
          functions += numberIn(hidden?.rows)
          bytes += numberIn(own ?? all) + numberIn(hidden?.bytes)
          const wanted = profile.bytes === 0 ? 268 : (numberIn(all) / profile.bytes) * 268
          expect(Math.abs(right - left - wanted)).toBeLessThan(0.011)
        }
        expect(functions).toBe(callsOf(profile.tree).length)
        expect(bytes).toBe(profile.bytes)
        expectNoOverlap(boxes)
      }),
    )
  })
})

interface DrawnBox {
  readonly left: number
  readonly right: number
  readonly y: number
  readonly fill: string | undefined
  readonly isHidden: boolean
  readonly title: string
  readonly text: string
}

/** Reads the picture with a strict parser, which refuses what is not well-formed. */
function read(svg: string): { boxes: DrawnBox[]; texts: string[] } {
  const boxes: { -readonly [K in keyof DrawnBox]: DrawnBox[K] }[] = []
  const texts: string[] = []
  const open: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    open.push(name)
    if (name === 'g' && attributes.class?.includes('carat-frame')) {
      const isHidden = attributes.class.includes('carat-hidden')
      boxes.push({ left: 0, right: 0, y: 0, fill: undefined, isHidden, title: '', text: '' })
    }
    const box = boxes.at(-1)
    if (name === 'rect' && open.at(-2) === 'g' && box !== undefined) {
      const [x, y, width] = [attributes.x, attributes.y, attributes.width].map(Number)
      Object.assign(box, { left: x, right: Number(((x ?? 0) + (width ?? 0)).toFixed(2)), y, fill: attributes.fill })
    }
    if (name === 'text') texts.push('')
  })
  parser.on('text', (text) => {
    const box = boxes.at(-1)
    if (open.at(-1) === 'title' && box !== undefined) box.title += text
    if (open.at(-1) === 'text') {
      texts.push(`${texts.pop()}${text}`)
      if (open.at(-2) === 'svg' && open.at(-3) === 'g' && box !== undefined) box.text += text
    }
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(svg).close()
  return { boxes, texts }
}

function expectNoOverlap(boxes: readonly DrawnBox[]): void {
  for (const y of new Set(boxes.map(({ y }) => y))) {
    const level = boxes.filter((box) => box.y === y).sort((a, b) => a.left - b.left)
    for (const [index, box] of level.entries()) {
      expect(box.left).toBeGreaterThanOrEqual((level[index - 1]?.right ?? 0) - 0.001)
    }
  }
}

function ascending(a: number, b: number): number {
  return a - b
}

function numberIn(text: string | undefined): number {
  return Number((text ?? '0').replaceAll(',', ''))
}
