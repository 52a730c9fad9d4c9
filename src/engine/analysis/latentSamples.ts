// Codes that no picture was encoded to, for the decoder to make pictures of: drawn from the prior that a variational network was trained towards.

import { RandomStream } from '../random.ts'

/** z ~ N(0, 1): [count, units]; the same for the same seed, and the first ones the same however many are asked for. */
export function samplePrior(count: number, units: number, seed: number): Float32Array {
  const samples = new Float32Array(count * units)
  for (let i = 0; i < count; i++) {
    const stream = new RandomStream(seed, 'prior-sample', i)
    for (let j = 0; j < units; j++) samples[i * units + j] = stream.gaussian()
  }
  return samples
}
