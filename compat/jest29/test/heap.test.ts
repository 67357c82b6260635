import { heapConformance } from '@carat/conformance/heap'
import { measure } from '@carat/core'
import { heapUsageOf, measureHeap, unseenBy } from '@carat/heap'

heapConformance({ describe, test, expect, measure, measureHeap, heapUsageOf, unseenBy })
