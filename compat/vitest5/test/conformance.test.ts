import { conformance } from '@carat/conformance/suite'
import { measure } from '@carat/core'
import { describe, expect, test } from 'vitest'

conformance({
  describe,
  test,
  expect,
  measure,
  runConcurrently(tests) {
    for (const [name, body] of tests) test.concurrent(name, body)
  },
})
