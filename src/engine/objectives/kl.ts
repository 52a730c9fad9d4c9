import * as tf from '@tensorflow/tfjs-core'
import { hasKernel } from '../kernels/kernelNames.ts'
import { fusedPenalty, fusedValue } from './fusedLoss.ts'
import type { Penalty, RegularizerOf } from './penalties.ts'

/** Keeps the logarithms finite: a sigmoid's mean can round to 0 or 1. */
const EPSILON = 1e-7

/**
 * Kullback-Leibler divergence of each unit's mean activation over the batch, q, from the target p, summed over the units:
 * weight x sum of p ln(p / q) + (1 - p) ln((1 - p) / (1 - q)). For a code between 0 and 1.
 * (Ng 2011, "Sparse autoencoder", CS294A lecture notes, section 3.)
 */
export const kl: Penalty<RegularizerOf<'kl'>> = {
  value({ code }, { weight, target: p }) {
    if (hasKernel('HourglassKl')) return fusedPenalty('HourglassKl', code, { weight, target: p })
    return fusedValue(code, (values) => plain(values, weight, p))
  },
}

/** Value and gradient by the code [rows, units], which is 0 where q was cut: tfjs's own, of a mean and a sum, would upload ones to webgl. */
function plain(code: tf.Tensor, weight: number, p: number): [tf.Tensor, tf.Tensor] {
  const rows = code.shape[0] as number
  const mean = tf.mean(code, 0, true) // [1, units]
  const q = tf.clipByValue(mean, EPSILON, 1 - EPSILON)
  const entropy = p * Math.log(p) + (1 - p) * Math.log(1 - p)
  const cross = tf.add(tf.mul(tf.log(q), p), tf.mul(tf.log(tf.sub(1, q)), 1 - p))
  const slope = tf.sub(tf.div(1 - p, tf.sub(1, q)), tf.div(p, q))
  const isUncut = tf.cast(tf.equal(q, mean), 'float32')
  const gradient = tf.tile(tf.mul(tf.mul(slope, isUncut), weight / rows), [rows, 1])
  return [tf.mul(tf.sub(entropy * q.size, tf.sum(cross)), weight), gradient]
}
