export { alignedRows } from './aligned-rows.js'
export type {
  AllocatedLike,
  AllocationNodeLike,
  AllocationProfileLike,
  AllocationSiteLike,
  CodePlaceLike,
} from './allocation-profile.js'
export { type AllocationTextOptions, allocationSiteWords, allocationText } from './allocation-text.js'
export { dhat } from './dhat.js'
export { type DifferenceTextOptions, differenceText } from './difference-text.js'
export { grouped, signed, times } from './figures.js'
export { type FlameGraphOptions, flameGraph } from './flame-graph.js'
export { type FoldedStacksOptions, foldedStacks } from './folded-stacks.js'
export { heapProfile } from './heap-profile.js'
export { type ListedRow, listedRows, type Selection } from './listed-rows.js'
export { type MemoryTextOptions, memoryText, parseMemoryText, type Remarks, remarksIn } from './memory-text.js'
export { lineText } from './place-text.js'
export { printable } from './printable.js'
export { noteText, warningLines } from './remark-text.js'
export { moreText, rowLines } from './row-text.js'
export { type SpeedscopeOptions, speedscope } from './speedscope.js'
export { split } from './split.js'
export { type TableTextOptions, tableText } from './table-text.js'
export { type TreeTextOptions, treeText } from './tree-text.js'
