import { profile } from '@carat/allocations'
import { allocationConformance } from '@carat/conformance/allocations'
import { describe, expect, test } from 'vitest'

allocationConformance({ describe, test, expect, profile })
