import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../../testing/digits.ts'
import { openBatches } from './batches.ts'
import { Pictures } from './pictures.ts'

const SIZE = 5

/** Ten pictures of five pixels, of which so many have been read. */
function pictures(read: number): Pictures {
  const made = new Pictures(10, SIZE)
  made.append(
    Uint8Array.from({ length: read * (SIZE + 1) }, (_, i) => (i * 83) % 256),
    read,
  )
  return made
}

describe.each(['cpu', 'wasm'] as const)('batches on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it('[E41] a batch is the order’s pictures, from one place up to another, in [0, 1]', () => {
    const shown = pictures(10)
    const batches = openBatches(shown)
    const order = Uint32Array.of(9, 3, 0, 7, 5)
    const batch = batches.gather(order, 1, 4)
    expect(batch.shape).toEqual([3, SIZE])
    const expected = [3, 0, 7].flatMap((at) => [...shown.pixels.subarray(at * SIZE, (at + 1) * SIZE)].map((byte) => Math.fround(byte / 255)))
    expect([...batch.dataSync()]).toEqual(expected)
    batch.dispose()
    batches.dispose()
  })

  it('[D31] points are floats and come as they are', () => {
    const points = new Pictures(4, 2, 'floats')
    points.append(Float32Array.of(-1, -0.25, 0.5, 1, 0, -0.75, 0.125, 0.3, 7, 6, 5, 4), 4)
    const batches = openBatches(points)
    const batch = batches.gather(Uint32Array.of(3, 0, 2), 1, 3)
    expect(batch.shape).toEqual([2, 2])
    expect([...batch.dataSync()]).toEqual([-1, -0.25, 0, -0.75])
    expect([...points.labels]).toEqual([7, 6, 5, 4])
    batch.dispose()
    batches.dispose()
  })

  it('[E41] pictures that are read later are there, and nothing stays behind', () => {
    const base = tf.memory().numTensors
    const shown = pictures(4)
    const batches = openBatches(shown)
    shown.append(new Uint8Array(6 * (SIZE + 1)).fill(51), 6)
    const late = batches.gather(Uint32Array.of(0, 8), 1, 2)
    expect([...late.dataSync()]).toEqual(Array(SIZE).fill(Math.fround(0.2)))
    late.dispose()
    batches.dispose()
    expect(tf.memory().numTensors).toBe(base)
  })
})
