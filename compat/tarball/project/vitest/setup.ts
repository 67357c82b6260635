import '@carat/vitest'
