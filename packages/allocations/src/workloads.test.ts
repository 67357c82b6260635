import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { profile } from './index.js'

const { allocationConformance } = createRequire(import.meta.url)('../../../compat/conformance/allocations.cjs')

allocationConformance({ describe, test, expect, profile })
