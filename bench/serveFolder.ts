// Serves a folder to this machine only, on a port that the system chooses.

import { createServer } from 'node:http'
import sirv from 'sirv'

export interface FolderServer {
  readonly url: string
  close(): void
}

export async function serveFolder(folder: string): Promise<FolderServer> {
  const serve = sirv(folder, { etag: true })
  const server = createServer((request, response) =>
    serve(request, response, () => {
      response.statusCode = 404
      response.end('Not found')
    }),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the server has no address')
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${address.port}/`, close }
}
