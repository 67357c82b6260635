import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { measure } from '@carat/core'
import { describe, expect, it } from 'vitest'
import { foldedStacks, tableText, treeText } from './index.js'

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
