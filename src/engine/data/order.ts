// In which order the training pictures are shown. Epoch 0 is one sequence in file order, chunk after chunk, each shuffled by the seed,
// so that training can begin on the first chunk; later epochs shuffle everything. Data and seed alone decide it.

import { RandomStream, shuffleInto } from '../random.ts'
import { CHUNK_PICTURES } from './manifest.ts'

/** The order of one epoch: positions in the file, [count]. */
export function epochOrder(seed: number, epoch: number, count: number): Uint32Array {
  const order = new Uint32Array(count)
  if (epoch > 0) {
    shuffleInto(order, 0, count, 0, new RandomStream(seed, 'shuffle', epochStep(epoch)))
    return order
  }
  for (let from = 0, chunk = 0; from < count; from += CHUNK_PICTURES, chunk++) {
    shuffleInto(order, from, Math.min(CHUNK_PICTURES, count - from), from, new RandomStream(seed, 'shuffle', chunk))
  }
  return order
}

/** Pictures that must have been read before positions up to `end` of epoch 0 can be shown. */
export function picturesNeeded(epoch: number, end: number, count: number): number {
  return epoch > 0 ? count : Math.min(count, Math.ceil(end / CHUNK_PICTURES) * CHUNK_PICTURES)
}

/** Chunks take the stream numbers from 0, epochs those from 2^16: no dataset has so many chunks. */
function epochStep(epoch: number): number {
  return 0x10000 + epoch
}
