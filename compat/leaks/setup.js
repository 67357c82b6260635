import * as matchers from '@carat/matchers'

expect.extend({ ...matchers })
