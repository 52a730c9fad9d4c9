import * as tf from '@tensorflow/tfjs-core'
import type { PlannedLayer } from '../../spec/network.ts'
import type { Activation } from '../../spec/runSpec.ts'
import { hasKernel, runKernel } from '../kernels/kernelNames.ts'
import type { Autoencoder } from '../models/autoencoder.ts'
import { curvatures, isBent, slopes } from '../models/slopes.ts'
import { layerTangent } from '../models/tangents.ts'
import { RandomStream } from '../random.ts'
import type { Feed } from './feeds.ts'
import { scaled } from './fusedLoss.ts'
import type { Pass, Penalty, RegularizerOf } from './penalties.ts'
import { sumOfSquares } from './sumOfSquares.ts'

/**
 * Contractive: weight x ||J||^2, the squared Frobenius norm of J = dcode / dinput, mean over the batch. The code shall not move with the input but
 * where the reconstruction needs it. (Rifai et al. 2011, "Contractive Auto-Encoders: Explicit Invariance During Feature Extraction", equation 3.)
 *
 * With an encoder of one dense layer, code = f(x W + b), ||J||^2 = sum_j f'(z_j)^2 sum_i W_ij^2 (their section 3). With a deeper one J is a product
 * of matrices, of which ||J v||^2 is an unbiased estimate for a v of random signs, E[v v'] = 1 (Hutchinson 1990, "A stochastic estimator of the trace
 * of the influence matrix"): one direction a picture, new at every step. Of a variational code the means are meant.
 */
export const contractive: Penalty<RegularizerOf<'contractive'>> = {
  feeds: (model) => (hasClosedForm(model) ? [] : [directionFeed(model.plan.inputs)]),
  value: (pass, { weight }, [direction]) => (direction ? alongDirection(pass, weight, direction as tf.Tensor2D) : inClosedForm(pass, weight)),
}

function hasClosedForm({ plan, encoderLayers }: Autoencoder): boolean {
  const { type, topK, isVariational } = plan.layers[0] as PlannedLayer & { topK?: number; isVariational?: true }
  return encoderLayers === 1 && type === 'dense' && topK === undefined && !isVariational
}

/** Random signs, [rows, inputs]: 32 of each number drawn. */
export function directionFeed(inputs: number): Feed {
  const purpose = 'contractive-direction'
  return {
    shape: (rows) => [rows, inputs],
    fill(out, { seed, step }) {
      const stream = new RandomStream(seed, purpose, step)
      let bits = 0
      for (let i = 0; i < out.length; i++) {
        if (i % 32 === 0) bits = stream.uint32()
        out[i] = bits & 1 ? 1 : -1
        bits >>>= 1
      }
    },
    drawn: { kernel: 'HourglassRandomSigns', purpose },
  }
}

/** weight / rows x sum over the rows of ||J v||^2. */
function alongDirection({ model, input, values }: Pass, weight: number, direction: tf.Tensor2D): tf.Scalar {
  let moved = direction
  for (let i = 0; i < model.encoderLayers; i++) {
    const layer = model.plan.layers[i] as PlannedLayer
    const { kernel, bias } = model.parametersOf(i) ?? ({} as { kernel: tf.Tensor; bias: tf.Tensor })
    const x = i === 0 ? input : (values[i - 1] as tf.Tensor2D)
    moved = layerTangent({ layer, direction: moved, y: values[i] as tf.Tensor2D, x, kernel, bias, isData: i === 0 })
  }
  return sumOfSquares(moved, weight / input.shape[0])
}

/** Of an encoder of one dense layer. Differentiable by its kernel and, where the activation is bent, by the code. */
function inClosedForm({ model, code }: Pass, weight: number): tf.Scalar {
  const { activation } = model.plan.layers[0] as PlannedLayer
  const { kernel } = model.parametersOf(0) as { kernel: tf.Tensor }
  const evaluate = hasKernel('HourglassContraction') ? fused : plain
  const bent = isBent(activation)
  const ofBoth = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc
    const [w, y] = (bent ? args : [args[0], code]) as [tf.Tensor2D, tf.Tensor2D]
    const { value, saved, gradients } = evaluate({ kernel: w, code: y, activation, weight })
    save(saved)
    return { value, gradFunc: (dValue: tf.Tensor, kept: tf.Tensor[]) => gradients(dValue, kept) }
  })
  return (bent ? ofBoth(kernel, code) : ofBoth(kernel)) as tf.Scalar
}

interface ContractionCall {
  readonly kernel: tf.Tensor2D
  readonly code: tf.Tensor2D
  readonly activation: Activation
  readonly weight: number
}

interface Contraction {
  readonly value: tf.Tensor
  /** What the gradients need. */
  readonly saved: tf.Tensor[]
  /** By the kernel and, where the activation is bent, by the code. */
  gradients(dValue: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[]
}

function fused({ kernel, code, activation, weight }: ContractionCall): Contraction {
  const [value, dKernel, norms, sums, ...dCode] = runKernel('HourglassContraction', { kernel, code }, { activation, weight }) as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    ...tf.Tensor[],
  ]
  tf.dispose([norms, sums])
  return { value, saved: [dKernel, ...dCode], gradients: (dValue, saved) => saved.map((gradient) => scaled(gradient, dValue)) }
}

/** With s = f'(z), n_j = sum_i W_ij^2 and c = weight / rows: c sum s_bj^2 n_j; dW_ij = 2 c W_ij sum_b s_bj^2, dcode_bj = 2 c n_j s_bj ds_bj / dcode_bj. */
function plain({ kernel, code, activation, weight }: ContractionCall): Contraction {
  const share = weight / code.shape[0]
  const slope = slopes(activation, code)
  const norms = tf.sum(tf.square(kernel), 0)
  const squares = tf.sum(tf.square(slope), 0)
  return {
    value: tf.mul(tf.sum(tf.mul(norms, squares)), share),
    saved: [kernel, squares, norms, code],
    gradients(dValue, saved) {
      const [w, sums, columns, y] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]
      const double = tf.mul(dValue, 2 * share)
      const dKernel = tf.mul(w, tf.mul(sums, double))
      if (!isBent(activation)) return [dKernel]
      return [dKernel, tf.mul(tf.mul(slopes(activation, y), curvatures(activation, y)), tf.mul(columns, double))]
    },
  }
}
