// The variational code: the bottleneck gives a mean m and a log-variance l for each unit, the code is a draw from that Gaussian, and what the
// Gaussians cost is added to the reconstruction loss.
//
// Kingma and Welling 2013, "Auto-Encoding Variational Bayes": code = m + e^(l / 2) epsilon, epsilon ~ N(0, 1) (section 2.4), so that m and l have
// gradients; KL = -1/2 sum over the units of (1 + l - m^2 - e^l) (appendix B). beta: Higgins et al. 2017, "beta-VAE"; its warm-up: Sønderby et al.
// 2016, "Ladder Variational Autoencoders", section 2.3.

import * as tf from '@tensorflow/tfjs-core'
import type { NetworkPlan } from '../../spec/network.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import { LOG_VARIANCE_BOUND } from '../codeSpread.ts'
import { hasKernel, runKernel } from '../kernels/kernelNames.ts'
import { RandomStream } from '../random.ts'
import type { Feed } from './feeds.ts'
import { fusedValue } from './fusedLoss.ts'

export interface Variational {
  readonly feeds: readonly Feed[]
  /** Begins a batch: `fed` as the feeds asked. `sample` makes a code of the spread and is called once; `term` then gives what is added to the loss. */
  begin(fed: readonly tf.Tensor[]): { readonly sample: (spread: tf.Tensor2D) => tf.Tensor2D; readonly term: () => tf.Scalar }
}

/** Null where the code is a plain one. */
export function openVariational({ model: { latent } }: RunSpec, { inputs, latent: units }: NetworkPlan): Variational | null {
  if (latent.type === 'conv' || !latent.variational) return null
  const { beta, warmupEpochs = 0 } = latent.variational
  return {
    feeds: [epsilonFeed(units), { shape: () => [1], fill: (out, { epoch }) => out.fill((beta * warmUp(epoch, warmupEpochs)) / inputs) }],
    begin([epsilon, weight]) {
      let seen: tf.Tensor2D
      return {
        sample(spread) {
          seen = spread
          return sampleCode(spread, epsilon as tf.Tensor2D)
        },
        term: () => divergence(seen, weight as tf.Tensor1D),
      }
    },
  }
}

/** The share of beta that counts: from 0 to 1, linear over the first epochs. */
export function warmUp(epoch: number, warmupEpochs: number): number {
  return warmupEpochs === 0 ? 1 : Math.min(1, epoch / warmupEpochs)
}

/** Standard normal numbers, [rows, units], new at every step. */
export function epsilonFeed(units: number): Feed {
  const purpose = 'code-sample'
  return {
    shape: (rows) => [rows, units],
    fill(out, { seed, step }) {
      const stream = new RandomStream(seed, purpose, step)
      for (let i = 0; i < out.length; i++) out[i] = stream.gaussian()
    },
    drawn: { kernel: 'HourglassNormalNumbers', purpose },
  }
}

/**
 * spread [rows, 2 units], epsilon [rows, units] -> code [rows, units], differentiable by the spread: dm = dCode, dl = dCode epsilon deviation / 2,
 * above the bound times the log-variance's slope.
 */
export function sampleCode(spread: tf.Tensor2D, epsilon: tf.Tensor2D): tf.Tensor2D {
  const { draw, drawGradient } = hasKernel('HourglassCodeSample') ? FUSED : PLAIN
  const ofSpread = tf.customGrad((...args) => {
    const [s, save] = args as unknown as [tf.Tensor2D, tf.GradSaveFunc]
    save([s, epsilon])
    const gradFunc = (dCode: tf.Tensor, saved: tf.Tensor[]) => {
      const [savedSpread, savedEpsilon] = saved as [tf.Tensor2D, tf.Tensor2D]
      return drawGradient(savedSpread, savedEpsilon, dCode as tf.Tensor2D)
    }
    return { value: draw(s, epsilon), gradFunc }
  })
  return ofSpread(spread) as tf.Tensor2D
}

/** spread [rows, 2 units], weight [1] -> weight x KL, mean over the rows, differentiable by the spread. */
export function divergence(spread: tf.Tensor2D, weight: tf.Tensor1D): tf.Scalar {
  if (!hasKernel('HourglassCodeDivergence')) return plainDivergence(spread, weight)
  return fusedValue(spread, (s) => runKernel('HourglassCodeDivergence', { spread: s, weight }))
}

interface Drawing {
  draw(spread: tf.Tensor2D, epsilon: tf.Tensor2D): tf.Tensor2D
  drawGradient(spread: tf.Tensor2D, epsilon: tf.Tensor2D, dCode: tf.Tensor2D): tf.Tensor2D
}

const FUSED: Drawing = {
  draw: (spread, epsilon) => runKernel('HourglassCodeSample', { spread, epsilon })[0] as tf.Tensor2D,
  drawGradient: (spread, epsilon, dCode) => runKernel('HourglassCodeSampleGradient', { spread, epsilon, dCode })[0] as tf.Tensor2D,
}

const PLAIN: Drawing = {
  draw(spread, epsilon) {
    const { mean, logVariance } = parts(spread)
    return tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), epsilon)) as tf.Tensor2D
  },
  drawGradient(spread, epsilon, dCode) {
    const { logVariance, reach } = parts(spread)
    const deviation = tf.exp(tf.mul(logVariance, 0.5))
    const drawn = tf.mul(tf.mul(dCode, epsilon), tf.mul(tf.div(deviation, reach), 0.5))
    return tf.concat([dCode, drawn as tf.Tensor2D], 1)
  },
}

/** Its gradient: of the means m, of the log-variances (e^l - 1) / 2 times their slope; each times weight / rows. */
function plainDivergence(spread: tf.Tensor2D, weight: tf.Tensor1D): tf.Scalar {
  const share = -0.5 / spread.shape[0]
  const ofSpread = tf.customGrad((...args) => {
    const [s, save] = args as unknown as [tf.Tensor2D, tf.GradSaveFunc]
    const { mean, logVariance } = parts(s)
    const terms = tf.sub(tf.add(logVariance, 1), tf.add(tf.square(mean), tf.exp(logVariance)))
    save([s, weight])
    const gradFunc = (dValue: tf.Tensor, saved: tf.Tensor[]) => {
      const { mean: m, logVariance: l, reach } = parts(saved[0] as tf.Tensor2D)
      const pull = tf.mul(tf.div(tf.sub(tf.exp(l), 1), reach), 0.5)
      const scale = tf.mul(tf.mul(dValue, -2 * share), tf.reshape(saved[1] as tf.Tensor, []))
      return tf.mul(tf.concat([m, pull], 1), scale)
    }
    return { value: tf.mul(tf.sum(terms), tf.mul(tf.reshape(weight, []), share)), gradFunc }
  })
  return ofSpread(spread) as tf.Scalar
}

/** Means, log-variances within their bound, and one over the slope of these by what the network gave; each [rows, units]. */
function parts(spread: tf.Tensor2D): { readonly mean: tf.Tensor; readonly logVariance: tf.Tensor; readonly reach: tf.Tensor } {
  const [mean, given] = tf.split(spread, 2, 1) as [tf.Tensor, tf.Tensor]
  const excess = tf.relu(tf.sub(given, LOG_VARIANCE_BOUND))
  return { mean, logVariance: tf.add(tf.minimum(given, LOG_VARIANCE_BOUND), tf.log1p(excess)), reach: tf.add(excess, 1) }
}
