import { describe, test } from 'node:test'
import { heapConformance } from '@carat/conformance/heap'
import { measure } from '@carat/core'
import { heapUsageOf, measureHeap, unseenBy } from '@carat/heap'
import { expect } from '../setup.mjs'

heapConformance({ describe, test, expect, measure, measureHeap, heapUsageOf, unseenBy })
