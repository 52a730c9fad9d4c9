import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CountingServer, serveCounted } from './countingServer.ts'

const SCRIPT = 'export const answer = 42\n'.repeat(100)
const CHUNK = Uint8Array.from({ length: 500 }, (_, i) => i % 251)

describe('counting server', () => {
  let folder = ''
  let server: CountingServer

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hourglass-serve-'))
    await writeFile(join(folder, 'index.html'), '<!doctype html>')
    await writeFile(join(folder, 'page.js'), SCRIPT)
    await writeFile(join(folder, 'chunk.bin.gz'), CHUNK)
    server = await serveCounted(folder)
  })

  afterEach(async () => {
    server.close()
    await rm(folder, { recursive: true })
  })

  it('gzips what compresses, sends the rest as it is, and counts both as sent', async () => {
    const script = await fetch(`${server.url}page.js`)
    expect(script.headers.get('content-type')).toBe('text/javascript')
    expect(await script.text()).toBe(SCRIPT)
    const chunk = await fetch(`${server.url}chunk.bin.gz`)
    expect(new Uint8Array(await chunk.arrayBuffer())).toEqual(CHUNK)
    await expect
      .poll(() => server.sent.map(({ path, bytes }) => [path, bytes]))
      .toEqual([
        ['/page.js', gzipSync(SCRIPT).length],
        ['/chunk.bin.gz', CHUNK.length],
      ])
  })

  it('has an index, and nothing that is not there', async () => {
    expect(await (await fetch(server.url)).text()).toBe('<!doctype html>')
    expect((await fetch(`${server.url}other.js`)).status).toBe(404)
    expect((await fetch(`${server.url}%2e%2e/%2e%2e/%2e%2e/etc/hostname`)).status).toBe(404)
    await expect.poll(() => server.sent.map(({ path }) => path)).toEqual(['/index.html'])
  })
})
