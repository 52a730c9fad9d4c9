// Serves a built page as a static host does, gzipping what compresses, and keeps a list of what it has sent: the browser's own figures leave
// out what workers ask for.

import { readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'

export interface Sent {
  readonly path: string
  /** Of the body, as it went over the wire. */
  readonly bytes: number
  /** When its last byte was handed over: milliseconds since 1970. */
  readonly at: number
}

export interface CountingServer {
  readonly url: string
  readonly sent: readonly Sent[]
  close(): void
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}
const BINARY = 'application/octet-stream'

export async function serveCounted(folder: string): Promise<CountingServer> {
  const sent: Sent[] = []
  const bodies = new Map<string, Promise<Body | null>>()
  const server = createServer(async (request, response) => {
    const path = pathOf(request.url ?? '/')
    const reading = bodies.get(path) ?? readBody(join(folder, path))
    bodies.set(path, reading)
    const body = await reading
    if (!body) {
      response.writeHead(404).end('Not found')
      return
    }
    response.writeHead(200, { 'Content-Type': body.type, 'Content-Length': body.bytes.length, ...(body.isGzipped && { 'Content-Encoding': 'gzip' }) })
    response.end(body.bytes, () => sent.push({ path, bytes: body.bytes.length, at: Date.now() }))
  })
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
  return { url: `http://127.0.0.1:${address.port}/`, sent, close }
}

interface Body {
  readonly type: string
  readonly bytes: Buffer
  readonly isGzipped: boolean
}

async function readBody(file: string): Promise<Body | null> {
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  )
  if (!isFile) return null
  const type = TYPES[extname(file)]
  const bytes = await readFile(file)
  return type ? { type, bytes: gzipSync(bytes), isGzipped: true } : { type: BINARY, bytes, isGzipped: false }
}

/** The file that an address stands for; never one above the folder. */
function pathOf(url: string): string {
  const { pathname } = new URL(url, 'http://localhost')
  const path = normalize(decodeURIComponent(pathname)).replace(/^(\.\.[/\\])+/, '')
  return path.endsWith('/') ? `${path}index.html` : path
}
