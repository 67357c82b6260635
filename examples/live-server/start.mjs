import { createShop } from './server.mjs'

const server = createShop().listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/debug/memory?format=html`)
})
