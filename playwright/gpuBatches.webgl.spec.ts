import { countGlCalls } from './fixtures/drawCalls.ts'
import { openEngine } from './fixtures/engineWorker.ts'
import { expect, test } from './fixtures/test.ts'

test.beforeEach(({ watch }) => watch.expectComplaints(/GL Driver Message|GPU stall|swiftshader/i))

/** Pictures and pixels; texels a side, and the textures that makes; so many are read at first. */
const CASES = [
  { what: 'points in the plane, which are floats', kind: 'floats', count: 700, size: 2, side: 128, first: 700, pieces: 1 },
  { what: 'points in space, in two pieces, read in two parts', kind: 'floats', count: 2_000, size: 3, side: 64, first: 123, pieces: 2 },
  { what: 'digits in one texture', kind: 'bytes', count: 300, size: 784, side: 4_096, first: 300, pieces: 1 },
  { what: 'digits in three pieces, read in two parts', kind: 'bytes', count: 2_300, size: 784, side: 400, first: 777, pieces: 3 },
  { what: 'odd pictures that leave texels half empty', kind: 'bytes', count: 61, size: 27, side: 16, first: 5, pieces: 2 },
  { what: 'pictures of one pixel', kind: 'bytes', count: 9, size: 1, side: 4, first: 1, pieces: 1 },
] as const

for (const { what, ...given } of CASES) {
  test(`[E41] on webgl a batch of ${what} is what is uploaded elsewhere`, async ({ page }) => {
    const worker = await openEngine(page)
    const { furthest, pieces } = await worker.evaluate(async ({ kind, count, size, side, first }) => {
      const { Pictures, TextureBatches, UploadedBatches, epochOrder, platform, startBackend, tf, webglBackend } = engine
      await startBackend('webgl', platform)
      const pictures = new Pictures(count, size, kind)
      const numbers = { length: count * (size + 1) }
      const values =
        kind === 'bytes'
          ? Uint8Array.from(numbers, () => Math.floor(256 * Math.random()))
          : Float32Array.from(numbers, (_, i) => (i % 9 === 0 ? 0 : 6 * Math.random() - 3))
      const append = (from: number, to: number) => pictures.append(values.slice(from * size, to * size + (to - from)), to - from)
      append(0, first)
      const backend = webglBackend()
      const batches = backend && TextureBatches.open(backend, pictures, side)
      if (!batches) throw new Error('no textures')
      const uploaded = new UploadedBatches(pictures)
      let furthest = 0
      const compare = (order: Uint32Array, from: number, to: number) => {
        tf.tidy(() => {
          const [ours, theirs] = [batches, uploaded].map((source) => {
            const batch = source.gather(order, from, to)
            // Products read what lies in a texel beside the values, to the right and below.
            const products = size < 100 ? [tf.matMul(batch, batch, false, true), tf.matMul(batch, batch, true, false)] : []
            return [batch, ...products].map((tensor) => ({ shape: String(tensor.shape), values: tensor.dataSync() }))
          })
          theirs?.forEach(({ shape, values: wanted }, k) => {
            if (ours?.[k]?.shape !== shape) throw new Error(`${ours?.[k]?.shape} instead of ${shape}`)
            wanted.forEach((value, i) => {
              furthest = Math.max(furthest, Math.abs((ours[k]?.values[i] as number) - value) / (1 + Math.abs(value)))
            })
          })
        })
      }
      compare(epochOrder(1, 0, first), 0, first)
      if (first < count) append(first, count)
      for (const epoch of [0, 1]) {
        const order = epochOrder(1, epoch, count)
        for (let from = 0; from < count; from += 128) compare(order, from, Math.min(from + 128, count))
      }
      const pieces = batches.layout.pieces.length
      batches.dispose()
      return { furthest, pieces }
    }, given)
    expect(furthest).toBeLessThan(1e-6)
    expect(pieces).toBe(given.pieces)
  })
}

test('[E41] all 60,000 digits take 47 MB of the GPU, uploaded once, and give it back', async ({ page }) => {
  const worker = await openEngine(page)
  await countGlCalls(worker)
  const found = await worker.evaluate(async () => {
    const { Pictures, TextureBatches, epochOrder, openBatches, platform, startBackend, webglBackend } = engine
    await startBackend('webgl', platform)
    const pictures = new Pictures(60_000, 784)
    pictures.append(new Uint8Array(60_000 * 785).fill(7), 60_000)
    const { textures } = glCalls
    const batches = openBatches(pictures)
    if (!(batches instanceof TextureBatches)) throw new Error(`no textures on ${webglBackend()}`)
    const order = epochOrder(0, 0, 60_000)
    batches.gather(order, 0, 128).dispose()
    const { bytes } = batches
    const first = { ...glCalls }
    batches.gather(order, 59_904, 60_000).dispose()
    const again = glCalls.uploads - first.uploads
    const held = glCalls.textures
    batches.dispose()
    return { bytes, again, freed: held - glCalls.textures, made: first.textures - textures }
  })
  expect(found.bytes).toBeGreaterThan(47_000_000)
  expect(found.bytes).toBeLessThan(48_000_000)
  expect(found.again).toBe(0)
  // The pictures' and the order's; the batch's own stays with tfjs, for the next.
  expect(found.freed).toBe(2)
})
