import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { layouts } from '@carat/core'
import { describe, expect, it } from 'vitest'
import { toBeCollectable, toHaveHeapUsage, toHaveMemoryUsage, toHaveSpareCapacity, toLeak } from './index.js'
import { createApi } from './readme.test-support.js'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

it.each([{ limit: { atMost: '1 kB' } }, { limit: { atMost: '6 kB', sure: true } }] as const)(
  'prints the failure text that the README shows for $limit',
  ({ limit }) => {
    const cache = { name: 'sessions', entries: new Map([['a', new Uint8Array(5000)]]), onEvict: () => {} }
    const { message } = toHaveMemoryUsage(cache, limit)
    expect(readme).toContain(`\`\`\`\n${message()}\n\`\`\``)
  },
)

// What V8 holds has the layout of the engine that runs, and the README that of Node.js 20. Bytes that are sampled vary by a
// few; V8 may count some as allocated by the caller, which is this file.
const ours = /^(Layout: {3})v8-.*$/m
const ofThisFile = /^ *\S+ B a call in .*readme\.test\.ts:\d+\)\n/m
const sampled = (text: string): string =>
  text.replace(ofThisFile, '').replace(/\d[\d,]* B (?=a call|more)|\[\d+\]|\d+ calls/g, '…')

function shows(document: string, text: string): void {
  const shown = text.replace(ours, `$1v8-11, ${layouts['v8-11'].engines}`)
  expect(document).toContain(`\`\`\`\n${shown}\n\`\`\``)
}

describe('the failure text that the README shows is printed', () => {
  function apiWithUsers() {
    const api = createApi()
    for (let id = 0; id < 100; id++) api.user(id)
    return api
  }

  it('for a heap usage, in the README of the heap, too', () => {
    const text = toHaveHeapUsage(apiWithUsers(), { atMost: '2 kB' }).message()
    shows(readme, text)
    shows(readFileSync(new URL('../../heap/README.md', import.meta.url), 'utf8'), text)
  })

  it('for a size that is explained by the heap', () => {
    const text = toHaveMemoryUsage(apiWithUsers(), { atMost: 80 }, { heap: true }).message()
    expect(readme).toContain(`\`\`\`\n${text}\n\`\`\``)
  })

  it('for spare capacity', () => {
    const queue: number[] = []
    for (let job = 0; job < 100; job++) queue.push(job)
    shows(readme, toHaveSpareCapacity({ queue }, '10%').message())
  })

  describe('of the leaky example', () => {
    const require = createRequire(import.meta.url)
    const { Connection } = require('../../../examples/leaks/leaky.cjs') as { Connection: new () => { close(): void } }

    it('for a leak', async () => {
      const { message } = await toLeak(() => new Connection().close())
      shows(sampled(readme), sampled(message()))
    })

    it('for an object that is held', async () => {
      const connection = new Connection()
      connection.close()
      shows(sampled(readme), sampled((await toBeCollectable(connection)).message()))
    })
  })
})
