import { describe, test } from 'node:test'
import { conformance } from '@carat/conformance/suite'
import { measure } from '@carat/core'
import { expect } from '../setup.mjs'

conformance({
  describe,
  test,
  expect,
  measure,
  runConcurrently(tests) {
    describe('at the same time', { concurrency: true }, () => {
      for (const [name, body] of tests) test(name, body)
    })
  },
})
