import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { profile } from '@carat/allocations'
import { measure } from '@carat/core'
import { describe, expect, it } from 'vitest'
import { load } from '../../../examples/report/catalogue.mjs'
import { allocationText, dhat, foldedStacks, tableText, treeText } from './index.js'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const lruCache: () => object = createRequire(import.meta.url)('../../../examples/structures/lru-cache.cjs')

describe('the README shows what is written of the LRU cache of the examples', () => {
  const measurement = measure(lruCache())

  it('as a tree', () => {
    expect(readme).toContain(`\`\`\`\n${treeText(measurement, { rows: 6 })}\n\`\`\``)
  })

  it('as a table', () => {
    const rows = tableText(measurement, { by: 'path', rows: 5 }).split('\n\n')[1]
    expect(readme).toContain(`\`\`\`\n${rows}\n\`\`\``)
  })

  it('as folded stacks, of which it has the first', () => {
    const lines = foldedStacks(measurement).split('\n')
    const start = lines.slice(0, 2).join('\n')
    const shown = readme.slice(readme.indexOf(`\`\`\`\n${start}`) + 4)
    const block = shown.slice(0, shown.indexOf('\n```'))
    expect(block.split('\n').length).toBeGreaterThan(6)
    expect(lines.slice(0, block.split('\n').length)).toEqual(block.split('\n'))
  })
})

describe('the README shows what is written of the profile of the examples', () => {
  const allocations = profile(load)

  it('as a text, but for the engine', () => {
    const [head = '', table] = allocationText(allocations, { rows: 4 }).split('\n\n')
    const [total] = head.split('\n')
    expect(readme.replace(/^V8 .*, interpreter$/m, 'V8')).toContain(`\`\`\`\n${total}\nV8\n\n${table}\n\`\`\``)
  })

  it('as folded stacks, of which it has the first', () => {
    const lines = foldedStacks(allocations).split('\n')
    expect(readme).toContain(`\`\`\`\n${lines.slice(0, 3).join('\n')}\n\`\`\``)
  })

  it('with a rate of DHAT that is the number of a function', () => {
    const { pps, te } = JSON.parse(dhat(allocations))
    expect(te).toBe(1e6)
    expect(pps.map(({ tb }: { tb: number }) => tb)).toContain(5200)
    expect(readme).toContain('`5,200/run`')
  })
})
