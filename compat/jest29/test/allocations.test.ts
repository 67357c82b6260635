import { profile } from '@carat/allocations'
import { allocationConformance } from '@carat/conformance/allocations'

allocationConformance({ describe, test, expect, profile })
