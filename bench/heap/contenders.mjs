// What reads a snapshot: each gives the file's nodes with dominators and retained sizes. Imported when asked for alone.
import { createReadStream, readFileSync } from 'node:fs'

/**
 * `read` reads the file, `dominators` whatever is left to do for the immediate dominators, `retained` for retained sizes;
 * what a contender does not do by itself is missing. `answer` is the retained size of the root.
 */
export const contenders = {
  carat: async () => {
    const { readSnapshot } = await import('@carat/heap')
    return {
      read: (file) => readSnapshot(file),
      dominators: (snapshot) => snapshot.dominators,
      retained: (snapshot) => snapshot.retainedSizes,
      answer: (snapshot) => snapshot.retainedSizes[0],
    }
  },
  '@vscode/v8-heap-parser': async () => {
    const { default: parser } = await import('@vscode/v8-heap-parser')
    return {
      read: (file) => parser.decode_bytes(readFileSync(file)),
      // its classes are sorted by retained size, for which it looks for the dominators
      retained: (graph) => graph.get_class_groups(0, 1, false),
    }
  },
  'heap-snapshot-toolkit': async () => {
    const { parse } = await import('heap-snapshot-toolkit')
    return {
      // DevTools' own: all at once
      read: (file) => parse(createReadStream(file)),
      answer: (snapshot) => snapshot.retainedSizes[0],
    }
  },
  memlab: async () => {
    const { default: analysis } = await import('@memlab/heap-analysis')
    const { default: core } = await import('@memlab/core')
    core.config.muteConsole = true
    return {
      // all at once
      read: (file) => analysis.getFullHeapFromFile(file),
      answer: (heap) => heap.nodes.get(0).retainedSize,
    }
  },
}
