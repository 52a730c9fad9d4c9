// A direction in which the input may move, carried through the encoder beside the pass: what the code does if the input takes a small step that way,
// t = J v, without ever writing down the Jacobian J. (Forward-mode differentiation: Wengert 1964, "A simple automatic derivative evaluation program".)
// Differentiable by the weights and by the values of the pass, as a penalty on it needs.

import * as tf from '@tensorflow/tfjs-core'
import { type DenseShape, type LayerShape, type MaxPoolShape, samePadding } from '../../spec/layerShapes.ts'
import type { Activation } from '../../spec/runSpec.ts'
import { hasKernel, runKernel } from '../kernels/kernelNames.ts'
import { layerValues } from './layerValues.ts'
import { linear, linearOfData } from './linear.ts'
import { curvatures, isBent, slopes } from './slopes.ts'

export interface TangentCall {
  readonly layer: LayerShape
  /** [batch, inputs]: how the layer's input moves. */
  readonly direction: tf.Tensor2D
  /** [batch, units]: what the layer gave; of a variational bottleneck its means may stand here. */
  readonly y: tf.Tensor2D
  /** [batch, inputs]: what it was given. */
  readonly x: tf.Tensor2D
  readonly kernel: tf.Tensor
  readonly bias: tf.Tensor
  /** The direction is the input's own: nobody wants its gradient. */
  readonly isData: boolean
}

/** [batch, units]: how the layer's values move. With z = x W + b and y = f(z): (direction W) f'(z). Of a variational bottleneck how the means move. */
export function layerTangent(call: TangentCall): tf.Tensor2D {
  const { layer, y } = call
  if (layer.type === 'max-pool') return pooledTangent(layer, call)
  const product = layer.type === 'dense' ? denseProduct(layer, call) : linearPart(call)
  const moved = layer.activation === 'linear' ? product : bentTangent(product, y, layer.activation)
  // Those that are not kept stand at 0 whatever the input does.
  return layer.type === 'dense' && layer.topK !== undefined ? (tf.mul(moved, keptOnes(y)) as tf.Tensor2D) : moved
}

/** direction W, [batch, units]; of a variational bottleneck by the means' half of W. */
function denseProduct({ isVariational, units, inputs }: DenseShape, { direction, kernel, isData }: TangentCall): tf.Tensor2D {
  const w = (isVariational ? tf.slice(kernel, [0, 0], [inputs, units]) : kernel) as tf.Tensor2D
  if (hasKernel('HourglassDense')) return tf.matMul(direction, w)
  return (isData ? linearOfData : linear)(direction, w, tf.zeros([units]))
}

/** Of a layer without its bias and activation: a convolution, an upsampling. */
function linearPart({ layer, direction, kernel, bias, isData }: TangentCall): tf.Tensor2D {
  return layerValues({ layer, x: direction, kernel, bias: bias && tf.zerosLike(bias), activation: 'linear', isData })
}

/** product f'(z). With t for it: dproduct = dt f'(z), dy = dt product times how f'(z) changes with y. */
function bentTangent(product: tf.Tensor2D, y: tf.Tensor2D, activation: Activation): tf.Tensor2D {
  const { value, gradient } = hasKernel('HourglassTangent') ? FUSED : PLAIN
  if (!isBent(activation)) {
    const ofProduct = tf.customGrad((...args) => {
      const [p, save] = args as unknown as [tf.Tensor, tf.GradSaveFunc]
      save([p, y])
      const gradFunc = (dt: tf.Tensor, saved: tf.Tensor[]) =>
        gradient(saved[0] as tf.Tensor, saved[1] as tf.Tensor, { dt, activation })[0] as tf.Tensor
      return { value: value(p, y, activation), gradFunc }
    })
    return ofProduct(product) as tf.Tensor2D
  }
  const ofBoth = tf.customGrad((...args) => {
    const [p, values, save] = args as unknown as [tf.Tensor, tf.Tensor, tf.GradSaveFunc]
    save([p, values])
    const gradFunc = (dt: tf.Tensor, saved: tf.Tensor[]) => gradient(saved[0] as tf.Tensor, saved[1] as tf.Tensor, { dt, activation })
    return { value: value(p, values, activation), gradFunc }
  })
  return ofBoth(product, y) as tf.Tensor2D
}

interface Tangent {
  value(product: tf.Tensor, y: tf.Tensor, activation: Activation): tf.Tensor
  /** By product and, where the activation is bent, by y. */
  gradient(product: tf.Tensor, y: tf.Tensor, by: { readonly dt: tf.Tensor; readonly activation: Activation }): tf.Tensor[]
}

const FUSED: Tangent = {
  value: (product, y, activation) => runKernel('HourglassTangent', { product, y }, { activation })[0] as tf.Tensor,
  gradient: (product, y, { dt, activation }) => runKernel('HourglassTangentGradient', { product, y, dTangent: dt }, { activation }),
}

const PLAIN: Tangent = {
  value: (product, y, activation) => tf.mul(product, slopes(activation, y)),
  gradient(product, y, { dt, activation }) {
    const dProduct = tf.mul(dt, slopes(activation, y))
    return isBent(activation) ? [dProduct, tf.mul(tf.mul(dt, product), curvatures(activation, y))] : [dProduct]
  },
}

/** 1 where a top-k layer kept a number, else 0; not differentiated. */
function keptOnes(y: tf.Tensor2D): tf.Tensor {
  return constant(y, (values) => tf.cast(tf.notEqual(values, 0), 'float32'))
}

/** How each square's largest moves; where several are the largest, the mean of how they do. */
function pooledTangent(layer: MaxPoolShape, { direction, x, y }: TangentCall): tf.Tensor2D {
  const { from, units } = layer
  const repeat = (values: tf.Tensor2D) =>
    layerValues({ ...NO_PARAMETERS, layer: { ...layer, type: 'upsample', from: layer.to, to: from, inputs: units, units: layer.inputs }, x: values })
  const isLargest = constant(x, (values) => tf.cast(tf.equal(values, repeat(y)), 'float32'))
  const sum = (values: tf.Tensor) => squareSums(layer, values)
  return tf.div(sum(tf.mul(direction, isLargest)), sum(isLargest)) as tf.Tensor2D
}

/** [batch, inputs] -> [batch, units]: over each square, padding 'same'. tfjs's avgPool has a gradient that counts the padding, which its values don't. */
function squareSums({ from: [height, width, channels], to: [rows, columns], size, units }: MaxPoolShape, values: tf.Tensor): tf.Tensor {
  const batch = values.shape[0] as number
  const [down, across] = [samePadding(height, size, size), samePadding(width, size, size)]
  const padded = tf.pad(tf.reshape(values, [batch, height, width, channels]), [
    [0, 0],
    [down.before, down.after],
    [across.before, across.after],
    [0, 0],
  ])
  const lines = tf.sum(tf.reshape(padded, [batch * rows, size, columns * size * channels]), 1)
  return tf.reshape(tf.sum(tf.reshape(lines, [batch * rows * columns, size, channels]), 1), [batch, units])
}

const NO_PARAMETERS = {
  kernel: undefined as unknown as tf.Tensor,
  bias: undefined as unknown as tf.Tensor,
  activation: 'linear',
  isData: false,
} as const

/** What `compute` makes of x, without a gradient. */
function constant(x: tf.Tensor2D, compute: (x: tf.Tensor2D) => tf.Tensor): tf.Tensor {
  const flat = tf.customGrad((...args) => ({ value: compute(args[0] as tf.Tensor2D), gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy) }))
  return flat(x)
}
