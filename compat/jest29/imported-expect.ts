import '@carat/jest/globals'

export { expect } from '@jest/globals'
