// The test pictures as they go into the network: corrupted where the run is, always the same noise for the same picture.
// That noise is made once and kept, since every measurement needs it again.

import { datasetFacts } from '../spec/datasets.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { slicePictures } from './data/gather.ts'
import type { Pictures } from './data/pictures.ts'
import { corruptTestPicture } from './objectives/corruption.ts'

export class TestInputs {
  readonly #pictures: Pictures
  #key = ''
  #noisy = new Float32Array()
  /** How many pictures of #noisy have been made. */
  #made = 0

  constructor(pictures: Pictures) {
    this.#pictures = pictures
  }

  /** Test pictures `from` up to, not including, `to`, as this spec corrupts them: [to - from, size]. Not to be changed. */
  slice(spec: RunSpec, from: number, to: number): Float32Array {
    if (!spec.corruption) return slicePictures(this.#pictures, from, to)
    const { size, wanted } = this.#pictures
    const key = JSON.stringify(spec.corruption)
    if (key !== this.#key) {
      this.#key = key
      this.#made = 0
      if (this.#noisy.length !== wanted * size) this.#noisy = new Float32Array(wanted * size)
    }
    if (this.#made < to) this.#make(spec, to)
    return this.#noisy.subarray(from * size, to * size)
  }

  #make({ corruption, data }: RunSpec, to: number): void {
    const { size } = this.#pictures
    const { range } = datasetFacts(data.name)
    this.#noisy.set(slicePictures(this.#pictures, this.#made, to), this.#made * size)
    for (let index = this.#made; index < to; index++) {
      if (corruption) corruptTestPicture(this.#noisy.subarray(index * size, (index + 1) * size), corruption, { index, range })
    }
    this.#made = to
  }
}
