// A network's test figures by the plain forward pass: what the shipped checkpoint's header says of it. Some seconds for 10,000 digits.

import { gatherPictures } from '../data/gather.ts'
import type { Pictures } from '../data/pictures.ts'
import { forward, type NetworkWeights } from '../forward.ts'

export interface NetworkFigures {
  readonly loss: number
  readonly mse: number
}

/**
 * Means over the pictures read and their pixels, summed in float64. 'bce' is taken from the last layer's sums, as the engine's own is:
 * log(1 + e^x) - t x, for a network that ends in a sigmoid.
 */
export function measureNetwork({ layers }: NetworkWeights, loss: 'bce' | 'mse', pictures: Pictures): NetworkFigures {
  const last = layers.at(-1)
  const isSigmoid = last?.activation === 'sigmoid'
  const untilSums = layers.map((layer) => (layer === last ? { ...layer, activation: 'linear' as const } : layer))
  const sums = { bce: 0, mse: 0 }
  for (let index = 0; index < pictures.read; index++) {
    const target = gatherPictures(pictures, [index])
    const logits = forward(untilSums, target)
    for (let i = 0; i < target.length; i++) {
      const x = logits[i] as number
      const t = target[i] as number
      const out = isSigmoid ? 1 / (1 + Math.exp(-x)) : x
      sums.bce += Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))) - t * x
      sums.mse += (out - t) ** 2
    }
  }
  const count = pictures.read * pictures.size
  return { loss: sums[loss] / count, mse: sums.mse / count }
}
