import { describe, test } from 'node:test'
import { profile } from '@carat/allocations'
import { allocationConformance } from '@carat/conformance/allocations'
import { expect } from '../setup.mjs'

allocationConformance({ describe, test, expect, profile })
