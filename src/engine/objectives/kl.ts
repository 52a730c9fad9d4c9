import * as tf from '@tensorflow/tfjs-core'
import { hasKernel } from '../kernels/kernelNames.ts'
import { fusedPenalty } from './fusedLoss.ts'
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
    const q = tf.clipByValue(tf.mean(code, 0), EPSILON, 1 - EPSILON)
    const entropy = p * Math.log(p) + (1 - p) * Math.log(1 - p)
    const cross = tf.add(tf.mul(tf.log(q), p), tf.mul(tf.log(tf.sub(1, q)), 1 - p))
    return tf.mul(tf.sub(entropy * q.size, tf.sum(cross)), weight) as tf.Scalar
  },
}
