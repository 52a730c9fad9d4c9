// Serves dist/ to this machine only. As a command, for Playwright: on the port that HOURGLASS_PORT names, without building.

import { createServer, type RequestListener, type Server } from 'node:http'
import { pathToFileURL } from 'node:url'
import sirv from 'sirv'
import { PAGE_FOLDER } from './buildPage.ts'

/** Both of what "localhost" may mean: a browser asks either. */
const ADDRESSES = ['127.0.0.1', '::1']
const FIRST_PORT = 4173
const PORTS_TRIED = 100

export interface PageServer {
  readonly url: string
  close(): void
}

/** Serves the built page on a port. Rejects where somebody else has it. */
export async function servePage(port: number): Promise<PageServer> {
  const handler = pageHandler()
  const servers: Server[] = []
  const close = () => {
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  }
  try {
    for (const address of ADDRESSES) {
      const server = await listen(handler, port, address)
      if (server) servers.push(server)
    }
  } catch (error) {
    close()
    throw error
  }
  return { url: `http://localhost:${port}/`, close }
}

/** Serves the built page on the first free port from 4173 on. */
export async function servePageOnFreePort(): Promise<PageServer> {
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TRIED; port++) {
    try {
      return await servePage(port)
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw error
    }
  }
  throw new Error(`no free port from ${FIRST_PORT} to ${FIRST_PORT + PORTS_TRIED - 1}`)
}

/** Files under assets/ carry a hash in their name and never change; all else is asked for again, and answered 304 while it is the same. */
function pageHandler(): RequestListener {
  const serve = sirv(PAGE_FOLDER, {
    etag: true,
    // The copies that compressPage.ts has laid beside the files.
    gzip: true,
    setHeaders: (response, path) => {
      const isHashed = path.startsWith('/assets/')
      response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  return (request, response) =>
    serve(request, response, () => {
      response.statusCode = 404
      response.end('Not found')
    })
}

/** Null on a machine that does not have the address. */
function listen(handler: RequestListener, port: number, address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer(handler)
    server.once('listening', () => resolve(server))
    server.once('error', (error) => {
      if (['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(error))) resolve(null)
      else reject(error)
    })
    server.listen(port, address)
  })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { url } = await servePage(Number(process.env.HOURGLASS_PORT ?? FIRST_PORT))
  console.log(url)
}
