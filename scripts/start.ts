// npm start: builds what is missing, serves the page and prints its address. Ctrl-C ends it.

import { ensurePage } from './buildPage.ts'
import { servePageOnFreePort } from './servePage.ts'

await ensurePage()
const server = await servePageOnFreePort()
console.log('Hourglass is ready (Ctrl-C ends it):')
console.log(server.url)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close()
    process.exit(0)
  })
}
