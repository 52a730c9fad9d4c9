// Points made instead of read: each from a random stream of its own, so that the first so many are the same however many are asked for.

import { inputSize, type PointFacts } from '../../../spec/datasets.ts'
import { RandomStream } from '../../random.ts'
import { CHUNK_PICTURES } from '../manifest.ts'
import type { ChunkRequest, PictureChunk, PictureSource } from '../pictureSource.ts'

/** Draws one point without noise: writes its coordinates, within [-SPAN, SPAN], and gives its class. */
export type DrawPoint = (stream: RandomStream, coordinates: Float64Array) => number

/** The shape reaches so far from the origin; what is left of [-1, 1] is room for the noise. */
export const SPAN = 0.9

/** The same points in every run, whatever its seed, so that runs compare. */
const POINTS_SEED = 0
/** Test points have stream numbers of their own, past every training point's. */
const FIRST_TEST_POINT = 0x10000

/** Chunks of points about a shape: x = clip(shape + noise n, low, high), n ~ N(0, 1) for each axis. Always there. */
export class PointCloud implements PictureSource {
  readonly #draw: DrawPoint
  readonly #facts: PointFacts

  constructor(draw: DrawPoint, facts: PointFacts) {
    this.#draw = draw
    this.#facts = facts
  }

  async readChunk({ split, read, wanted }: ChunkRequest): Promise<PictureChunk> {
    const count = Math.min(CHUNK_PICTURES, wanted - read)
    const size = inputSize(this.#facts)
    const values = new Float32Array(count * (size + 1))
    const first = read + (split === 'test' ? FIRST_TEST_POINT : 0)
    for (let i = 0; i < count; i++) values[count * size + i] = this.#place(first + i, values.subarray(i * size, (i + 1) * size))
    return { values, count }
  }

  forget(): void {}

  /** Writes one point's coordinates and gives its class. */
  #place(index: number, into: Float32Array): number {
    const { noise, range } = this.#facts
    const [low, high] = range
    const stream = new RandomStream(POINTS_SEED, 'points', index)
    const coordinates = new Float64Array(into.length)
    const label = this.#draw(stream, coordinates)
    coordinates.forEach((value, axis) => {
      into[axis] = Math.min(high, Math.max(low, value + noise * stream.gaussian()))
    })
    return label
  }
}
