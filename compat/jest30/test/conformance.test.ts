import { conformance } from '@carat/conformance/suite'
import { measure } from '@carat/core'

conformance({
  describe,
  test,
  expect,
  measure,
  runConcurrently(tests) {
    for (const [name, body] of tests) test.concurrent(name, body)
  },
})
