export type { HeapGraph, Locations, StringTable } from './graph/heap-graph.js'
