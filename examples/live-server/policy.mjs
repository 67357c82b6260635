// How often a client may ask, and how long an answer is good for. Two modules hold on to it.
export const policy = {
  requestsPerMinute: 1200,
  routes: [
    { name: 'product pages', cachedSeconds: 60, cost: 1 },
    { name: 'log-ins', cachedSeconds: 0, cost: 2.5 },
    { name: 'carts', cachedSeconds: 0, cost: 1.5 },
  ],
}
