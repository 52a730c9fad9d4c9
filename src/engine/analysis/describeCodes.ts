// What many pictures' codes say of a network's code, in one go: whoever has the codes describes them, whoever shows them has no need of them.

import { divergencesOfUnits } from '../codeSpread.ts'
import { activityThreshold, type CodeActivity, type CodeLayer, codeActivity } from './codeActivity.ts'

export interface CodesSeen {
  /** So many pictures' codes. */
  readonly pictures: number
  /** Where a unit can't be at rest its shares are 1, and `typical` is its mean. */
  readonly activity: CodeActivity
  /** Of a variational code, [units]: what each unit costs in nats, mean over the pictures. Its activity is that of the means. */
  readonly divergences?: Float64Array
}

/** Plain codes [pictures, units], row by row. Throws RangeError for none. */
export function describeCodes(codes: ArrayLike<number>, layer: CodeLayer & { readonly units: number }): CodesSeen {
  const { units } = layer
  const threshold = activityThreshold(layer) ?? Number.NEGATIVE_INFINITY
  return { pictures: codes.length / units, activity: codeActivity(codes, units, threshold) }
}

/** A variational bottleneck's means and log-variances, [pictures, 2 units], row by row. Throws RangeError for none. */
export function describeSpreads(values: ArrayLike<number>, layer: CodeLayer & { readonly units: number }): CodesSeen {
  const { units } = layer
  const means = Float32Array.from({ length: values.length / 2 }, (_, at) => values[at + Math.floor(at / units) * units] as number)
  return { ...describeCodes(means, layer), divergences: divergencesOfUnits({ values, units }) }
}
