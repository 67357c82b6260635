// The schema of an order that has parsed one: zod builds much of it when it is first needed.
const { z } = require('zod')

module.exports = function zodSchema() {
  const address = z.object({ street: z.string().min(1), city: z.string(), zip: z.string().regex(/^\d{5}$/) })
  const order = z.object({
    id: z.uuid(),
    items: z.array(z.object({ sku: z.string(), count: z.int().positive(), note: z.string().optional() })).min(1),
    billing: address,
    delivery: address.optional(),
    payment: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('card'), token: z.string() }),
      z.object({ kind: z.literal('invoice'), days: z.literal([14, 30]) }),
    ]),
    state: z.enum(['open', 'paid', 'sent']),
  })
  const home = { street: 'Speicherstadt 7', city: 'Hamburg', zip: '20457' }
  order.parse({
    id: '3f0ad4e2-8c55-4b8e-9d2a-6f1c0b7a9e11',
    items: [{ sku: 'tea-1', count: 2 }],
    billing: home,
    delivery: home,
    payment: { kind: 'card', token: 'none' },
    state: 'open',
  })
  return order
}
