// A schema is made once for each form, route or message of an application, and stays.
// zod 4.5 moved the methods of its schemas to their prototypes; `regression/` runs this file with the version before.
const { z } = require('zod')

const account = z.object({
  name: z.string().min(1),
  email: z.email(),
  age: z.int().optional(),
  tags: z.array(z.string()),
})

test.each([
  ['zod schema of a string', 1136, z.string()],
  ['zod schema of an account, its four fields', 8696, account.shape],
])('%s weighs %i B', (_what, bytes, value) => {
  expect(value).toHaveMemoryUsage(bytes)
})

test('a schema of an account has this breakdown', () => {
  expect(account.shape).toMatchMemorySnapshot()
})
