import { type Measurement, measurable, measure, sizeOf, type Visitor } from '@carat/core'
import { memoryText } from '@carat/report'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { measurementSerializer } from './measurement-serializer.js'
import {
  type MemorySnapshotMatchers,
  memorySnapshotMatchers,
  type RunnerVerdict,
  type SnapshotMachinery,
  type SnapshotPlace,
} from './memory-snapshot.js'
import * as unregistered from './to-match-memory-snapshot.js'

type Update = 'none' | 'new' | 'all'

/** The snapshots of a runner, kept here: what a real one does with its flags, and a log of what it was asked. */
class Runner implements SnapshotMachinery {
  readonly runner = 'Runner'
  readonly matchers: MemorySnapshotMatchers = memorySnapshotMatchers(this)
  readonly written: string[] = []
  file: string | undefined
  update: Update

  constructor(update: Update, file?: string) {
    this.update = update
    this.file = file
  }

  obstacle(): undefined {}

  stored(_self: object, place: SnapshotPlace) {
    return { name: this.#name(place), text: this.#text(place), isUpdated: this.update === 'all' }
  }

  match(_self: object, received: object, place: SnapshotPlace): RunnerVerdict {
    const actual = measurementSerializer.serialize(received, {}, '')
    const expected = this.#text(place)
    const name = this.#name(place)
    if (expected?.trim() === actual) return { pass: true, message: () => '', name }
    if (this.update === 'all' || (this.update === 'new' && expected === undefined)) {
      this.written.push(actual)
      if (!place.isInline) this.file = `\n${actual}\n`
      return { pass: true, message: () => '', name }
    }
    const own = place.isInline ? 'toMatchInlineSnapshot' : 'toMatchSnapshot'
    return { pass: false, message: () => `${own}\n\n- old\n+ new`, name, actual, expected: expected?.trim() }
  }

  #name({ hint }: SnapshotPlace): string {
    return hint === undefined ? 'test 1' : `test: ${hint} 1`
  }

  #text({ isInline, inlineText }: SnapshotPlace): string | undefined {
    return isInline ? inlineText : this.file
  }
}

/** Declares something of each kind, and something wrong. */
class Ring {
  #slots = new Float64Array(4)
  readonly log = console;
  [measurable](visitor: Visitor): void {
    visitor.field('#slots', this.#slots)
    visitor.capacity('#slots', { used: 16, allocated: 32 })
    visitor.skip('log', 'shared by all')
    visitor.bytes('pixels', 4096)
    visitor.bytes('pool', Number.NaN)
  }
}

const self = { isNot: false, promise: '' }
const stored = (value: unknown): string => `\n${memoryText(measure(value))}\n`
const file = (runner: Runner, value: unknown, ...given: unknown[]) =>
  runner.matchers.toMatchMemorySnapshot.apply(self, [value, ...given] as never)
const inline = (runner: Runner, value: unknown, ...given: unknown[]) =>
  runner.matchers.toMatchInlineMemorySnapshot.apply(self, [value, ...given] as never)
const smis = (length: number): number[] => new Array<number>(length).fill(1)

afterEach(() => vi.restoreAllMocks())

describe('a memory snapshot', () => {
  it('is written where there is none, and passes from then on', () => {
    const runner = new Runner('new')
    expect(file(runner, [1, 2, 3]).pass).toBe(true)
    expect(runner.written).toEqual([memoryText(measure([1, 2, 3]))])
    expect(file(runner, [1, 2, 3]).pass).toBe(true)
    expect(runner.written).toHaveLength(1)
  })

  it('is that of a measurement, where it is given one', () => {
    const runner = new Runner('none', stored([1, 2, 3]))
    expect(file(runner, measure([1, 2, 3])).pass).toBe(true)
    const other = new Runner('new')
    file(other, measure([1, 2, 3], { layout: 'v8-14-compressed' }))
    expect(other.written).toEqual([memoryText(measure([1, 2, 3], { layout: 'v8-14-compressed' }))])
    expect(() => file(other, measure([1]), { layout: 'v8-11' })).toThrow(
      'toMatchMemorySnapshot: received is measured already',
    )
  })

  it('is measured and written as the options say', () => {
    const runner = new Runner('new')
    const value = { list: [1, 2], other: { a: { b: [1.5] } } }
    file(runner, value, 'hint', { layout: 'v8-11', exclude: [value.list], depth: 1, rows: 2 })
    const measurement = measure(value, { layout: 'v8-11', exclude: [value.list] })
    expect(runner.written).toEqual([memoryText(measurement, { depth: 1, rows: 2 })])
  })

  it('fails with both totals and the rows that moved', () => {
    const runner = new Runner('none', stored({ list: smis(10), name: 'a name' }))
    const { pass, message, ...rest } = file(runner, { list: smis(12), name: 'a name' }, 'warm')
    expect(pass).toBe(false)
    expect(rest).toEqual({})
    expect(message()).toBe(
      [
        'expect(received).toMatchMemorySnapshot(hint)',
        '',
        'Snapshot name: `test: warm 1`',
        '',
        'Expected: 192 B, as stored',
        'Received: 208 B   (+16 B, +8.3 %)',
        'Layout:   v8-14, Node.js 26 (V8 14.6), 64-bit',
        '',
        message().split('\n\n')[3],
        '',
        'If this is meant, run Runner with -u to store what was received.',
      ].join('\n'),
    )
    const rows = message().split('\n\n')[3]
    expect(rows).toContain('.list')
    expect(rows).toContain('+16 B')
    expect(rows).not.toContain('.name')
  })

  it('compares like with like: a row that is written on neither side is none that moved', () => {
    const many = (extra: number) =>
      Array.from({ length: 9 }, (_, i) => ({ [`name${i}`]: smis(i === 8 ? 50 + extra : 5) }))
    const runner = new Runner('none', `\n${memoryText(measure(many(0)), { rows: 3 })}\n`)
    const text = file(runner, many(1), { rows: 3 }).message()
    expect(text).toContain('+8 B')
    expect(text).not.toContain('removed')
  })

  it('says so where the layouts differ', () => {
    const runner = new Runner('none', `\n${memoryText(measure([1, 2], { layout: 'v8-14-compressed' }))}\n`)
    const text = file(runner, [1, 2]).message()
    expect(text).toContain('Expected: a breakdown in layout v8-14-compressed, as stored\nReceived: 64 B\n')
    expect(text).toContain("measure with { layout: 'v8-14-compressed' }, or run Runner with -u")
  })

  it("shows the runner's own text under this matcher's name where the stored one can't be read", () => {
    const runner = new Runner('none', 'edited by hand')
    const { message, ...rest } = file(runner, [1])
    expect(message()).toMatch(/^toMatchMemorySnapshot\n\n- old\n\+ new\n\nThe stored text is no breakdown/)
    expect(rest).toEqual({ pass: false, actual: memoryText(measure([1])), expected: 'edited by hand' })
    const inlined = inline(runner, [1], 'edited by hand')
    expect(inlined.message()).toMatch(/^toMatchInlineMemorySnapshot\n\n- old/)
  })

  it('shows it, too, where no row moved', () => {
    const text = memoryText(measure([new WeakMap()]))
    const runner = new Runner('none', text.replace('weak', 'week'))
    expect(file(runner, [new WeakMap()]).message()).toMatch(/- old\n\+ new\n\nNo row has moved/)
  })

  it('says that what moved are the warnings, what is not counted or the spare bytes', () => {
    const text = memoryText(measure([new Ring()]))
    const said = (edit: (text: string) => string): string => {
      const { pass, message, ...rest } = file(new Runner('none', edit(text)), [new Ring()])
      expect(pass).toBe(false)
      expect(rest).toEqual({ actual: text, expected: edit(text) })
      return message().split('\n\n').at(-1) ?? ''
    }
    expect(said((text) => text.replace(/\nwarning.*/, ''))).toBe(
      'No row has moved: the texts differ in the warnings. If what was received is right, run Runner with -u to store it.',
    )
    expect(said((text) => text.replace('shared by all', 'shared by some'))).toContain('differ in what is not counted.')
    expect(said((text) => text.replaceAll('16 B spare', '8 B spare'))).toContain('differ in the spare bytes.')
    expect(said((text) => text.replace(/\nwarning.*/, '').replace('skipped', 'skipped ×2'))).toContain(
      'differ in the warnings, what is not counted.',
    )
    expect(said((text) => text.replace('1 element', '1 element, nested'))).toContain('differ in what they say besides.')
  })

  it('shows them with the rows, where rows have moved, too', () => {
    const runner = new Runner('none', stored([new Ring(), new Ring()]))
    const [, , , warnings, rows, spare, unseen] = file(runner, [new Ring(), new Ring(), new Ring()])
      .message()
      .split('\n\n')
    const [warning] = measure(new Ring()).warnings
    expect(warnings).toBe(
      [
        'Warnings have changed:',
        `  stored    warning at [*] ×2: ${warning?.message}`,
        `  received  warning at [*] ×3: ${warning?.message}`,
      ].join('\n'),
    )
    expect(rows).toMatch(/^ +stored +received +difference\n.*\[\*\]/)
    expect(spare).toBe('What is spare has changed:\n  stored    32 B\n  received  48 B')
    expect(unseen).toBe(
      [
        'What is not counted has changed:',
        '  stored    skipped ×2: shared by all',
        '  received  skipped ×3: shared by all',
      ].join('\n'),
    )
  })

  it('fails where there is none and none may be written, with the text that would be', () => {
    const { message, ...rest } = file(new Runner('none'), [1, 2, 3])
    expect(rest).toEqual({ pass: false })
    expect(message()).toContain(
      'expect(received).toMatchMemorySnapshot()\n\nSnapshot name: `test 1`\n\nNew snapshot was not written.',
    )
    expect(message()).toContain(memoryText(measure([1, 2, 3])))
  })
})

describe('within', () => {
  it('keeps the stored text, and passes, exactly where the total is within the margin', () => {
    const length = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(length, length, fc.nat(300), fc.boolean(), (before, after, within, isInline) => {
        const text = stored(smis(before))
        const runner = new Runner('none', text)
        const { pass } = isInline
          ? inline(runner, smis(after), { within }, text)
          : file(runner, smis(after), { within })
        expect(pass).toBe(Math.abs(sizeOf(smis(after)) - sizeOf(smis(before))) <= within)
        expect(runner.file).toBe(text)
        expect(runner.written).toEqual([])
      }),
    )
  })

  it('counts a share from what is stored', () => {
    const runner = new Runner('none', stored(smis(20)))
    expect(sizeOf(smis(20))).toBe(208)
    expect(file(runner, smis(22), { within: '8%' }).pass).toBe(true)
    expect(file(runner, smis(23), { within: '8%' }).message()).toContain('Expected: 208 B ± 8 %, so 192 B to 224 B')
  })

  it('has an indented text in the call stand, too', () => {
    const text = `\n${memoryText(measure(smis(20))).replaceAll(/^(?=.)/gm, '    ')}\n  `
    const stripped = {
      ...new Runner('none'),
      stored: () => ({ name: 'test 1', text: stored(smis(20)), isUpdated: false }),
    }
    const runner = new Runner('none')
    const asked: (string | undefined)[] = []
    const machinery: SnapshotMachinery = {
      runner: 'Runner',
      obstacle: () => undefined,
      stored: stripped.stored,
      match(own, received, place) {
        asked.push(place.inlineText)
        return runner.match(own, received, place)
      },
    }
    const { toMatchInlineMemorySnapshot } = memorySnapshotMatchers(machinery)
    expect(toMatchInlineMemorySnapshot.call(self, smis(21), { within: 8 }, text).pass).toBe(true)
    expect(asked).toEqual([stored(smis(20))])
  })

  it('is nothing to -u, which writes what is there', () => {
    const runner = new Runner('all', stored(smis(20)))
    expect(file(runner, smis(21), { within: '50%' }).pass).toBe(true)
    expect(runner.file).toBe(stored(smis(21)))
  })

  it('does not reach over layouts', () => {
    const runner = new Runner('none', `\n${memoryText(measure(smis(20), { layout: 'v8-14-compressed' }))}\n`)
    expect(file(runner, smis(20), { within: '500%' }).pass).toBe(false)
  })

  it('does not cover a warning where none was, since its bytes may be missing', () => {
    const warned = (paths: readonly string[]): Measurement => {
      const measurement = measure(smis(20))
      const warnings = paths.map((path) => ({ path, message: `${paths.length} wrong`, count: 1 }))
      // as `measure` gives it, which the matcher knows by its identity
      return Object.assign(measurement, { warnings })
    }
    const runner = new Runner('none', `\n${memoryText(warned(['.a']))}\n`)
    expect(file(runner, warned(['.a']), { within: 8 }).pass).toBe(true)
    expect(file(runner, smis(21), { within: 8 }).pass).toBe(true)
    for (const options of [{ within: 8 }, { ratchet: true }]) {
      const { pass, message } = file(runner, warned(['.a', '.b']), options)
      expect(pass).toBe(false)
      expect(message()).toContain('differ in the warnings')
    }
    const grown = Object.assign(measure(smis(21)), { warnings: warned(['.b']).warnings })
    expect(file(runner, grown, { within: 8 }).message()).toContain(
      'Warnings have changed, of which within and ratchet cover no new ones:\n  stored    warning at .a: 1 wrong\n  received  warning at .b: 1 wrong\n',
    )
  })

  it('needs a runner that tells what is stored', () => {
    const runner = new Runner('new')
    vi.spyOn(runner, 'stored').mockReturnValue(undefined as never)
    expect(file(runner, [1]).pass).toBe(true)
    for (const options of [{ within: 8 }, { ratchet: true }]) {
      expect(() => file(runner, [1], options)).toThrow('this version of Runner does not tell what is stored')
    }
  })
})

describe('ratchet', () => {
  it('passes where the total is no larger, and says so where it is smaller', () => {
    const length = fc.integer({ min: 0, max: 60 })
    const info = vi.spyOn(console, 'info').mockImplementation(() => {})
    fc.assert(
      fc.property(length, length, fc.constantFrom(0, 8, 64), (before, after, within) => {
        info.mockClear()
        const runner = new Runner('none', stored(smis(before)))
        const grown = sizeOf(smis(after)) - sizeOf(smis(before))
        expect(file(runner, smis(after), { ratchet: true, within }).pass).toBe(grown <= within)
        expect(info).toHaveBeenCalledTimes(grown < -within ? 1 : 0)
        expect(runner.written).toEqual([])
      }),
    )
  })

  it('says what is gained, and how to keep it', () => {
    const info = vi.spyOn(console, 'info').mockImplementation(() => {})
    file(new Runner('none', stored(smis(20))), smis(10), 'warm', { ratchet: true })
    expect(info.mock.calls).toEqual([
      [
        'toMatchMemorySnapshot: `test: warm 1` needs 128 B instead of 208 B, 80 B less. Run Runner with -u to keep the gain.',
      ],
    ])
  })

  it('fails with the largest total that would do', () => {
    const runner = new Runner('none', stored(smis(20)))
    expect(file(runner, smis(21), { ratchet: true }).message()).toContain('Expected: at most 208 B\n')
    expect(file(runner, smis(30), { ratchet: true, within: 16 }).message()).toContain('Expected: at most 224 B\n')
  })

  it('is nothing to -u, which keeps the gain', () => {
    const info = vi.spyOn(console, 'info').mockImplementation(() => {})
    const runner = new Runner('all', stored(smis(20)))
    expect(file(runner, smis(10), { ratchet: true }).pass).toBe(true)
    expect(runner.file).toBe(stored(smis(10)))
    expect(info).not.toHaveBeenCalled()
  })
})

describe('a call that can not be meant', () => {
  const { toMatchMemorySnapshot, toMatchInlineMemorySnapshot } = new Runner('all').matchers

  it.each([
    { use: 'with not', context: { isNot: true, promise: '' }, problem: 'a snapshot can not be used with not' },
    { use: 'in place of a value', context: { isNot: false }, problem: 'can not stand in place of a value' },
    { use: 'in place of a value, with not', context: { isNot: true }, problem: 'can not stand in place of a value' },
    { use: 'on its own', context: undefined, problem: 'it must be called on an expectation' },
  ])('throws $use', ({ context, problem }) => {
    expect(() => toMatchMemorySnapshot.call(context, [1])).toThrow(TypeError)
    expect(() => toMatchMemorySnapshot.call(context, [1])).toThrow(problem)
    expect(() => toMatchInlineMemorySnapshot.call(context, [1])).toThrow(TypeError)
    expect(() => toMatchInlineMemorySnapshot.call(context, [1])).toThrow(problem)
  })

  it('throws what keeps the runner from it', () => {
    const runner = new Runner('all')
    vi.spyOn(runner, 'obstacle').mockReturnValue('it is closed' as never)
    expect(() => file(runner, [1])).toThrow('toMatchMemorySnapshot: it is closed')
  })

  it('throws without an adapter, and says what to do', () => {
    expect(() => unregistered.toMatchMemorySnapshot()).toThrow(
      'toMatchMemorySnapshot: snapshots are kept by Jest and Vitest',
    )
    expect(() => unregistered.toMatchInlineMemorySnapshot()).toThrow('memoryText(measure(value))')
  })
})
