// How good a network is, by one measure for all contenders: the engine's small forward pass, which none of them trains with.

import { slicePictures } from '../src/engine/data/gather.ts'
import type { Pictures } from '../src/engine/data/pictures.ts'
import { forward, type LayerWeights } from '../src/engine/forward.ts'
import type { Losses } from './contender.ts'

export const JUDGED_PICTURES = 200

/** What a BCE may not see: a pixel that is surely black or surely white. */
const EPSILON = 1e-6

/** On the first test pictures. Outputs of a linear last layer are cut to [0, 1] for the BCE, not for the MSE. */
export function judge(layers: readonly LayerWeights[], test: Pictures): Losses {
  const count = Math.min(JUDGED_PICTURES, test.read)
  if (count === 0) throw new RangeError('no test pictures to judge by')
  let [bce, mse] = [0, 0]
  for (let i = 0; i < count; i++) {
    const picture = slicePictures(test, i, i + 1)
    const output = forward(layers, picture)
    for (let j = 0; j < picture.length; j++) {
      const [x, y] = [picture[j] as number, output[j] as number]
      const p = Math.min(1 - EPSILON, Math.max(EPSILON, y))
      bce -= x * Math.log(p) + (1 - x) * Math.log(1 - p)
      mse += (x - y) ** 2
    }
  }
  const pixels = count * test.size
  return { bce: bce / pixels, mse: mse / pixels }
}
