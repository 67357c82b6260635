import * as matchers from '@carat/matchers'
import { expect } from 'expect'

expect.extend({ ...matchers })

export { expect }
