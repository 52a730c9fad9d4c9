import * as tf from '@tensorflow/tfjs-core'
import { type SpatialShape, samePadding, type UpsampleShape } from '../../spec/layerShapes.ts'
import { hasKernel, runKernel } from '../kernels/kernelNames.ts'

export interface UpsampleCall {
  readonly layer: UpsampleShape
  /** [batch, inputs] */
  readonly x: tf.Tensor2D
}

/**
 * [batch, units]: each pixel size x size times, cropped as max-pool pads: y[m, n, c] = x[floor((m + p) / size), floor((n + p') / size), c], p and p'
 * what is cut off before. dx sums dy over each pixel's square. (Nearest neighbour, as Odena, Dumoulin and Olah 2016, "Deconvolution and Checkerboard
 * Artifacts", advise it.)
 */
export function upsampleValues({ layer, x }: UpsampleCall): tf.Tensor2D {
  const { repeat, add } = hasKernel('HourglassUpsample') ? FUSED : PLAIN
  const compute = tf.customGrad((...args) => ({
    value: repeat(layer, args[0] as tf.Tensor2D),
    gradFunc: (dy: tf.Tensor) => add(layer, dy as tf.Tensor2D),
  }))
  return compute(x) as tf.Tensor2D
}

/** Two operations, each the other's transpose. */
interface Upsampling {
  repeat(layer: UpsampleShape, x: tf.Tensor2D): tf.Tensor2D
  add(layer: UpsampleShape, dy: tf.Tensor2D): tf.Tensor2D
}

const FUSED: Upsampling = {
  repeat: (layer, x) => runKernel('HourglassUpsample', { x }, squares(layer))[0] as tf.Tensor2D,
  add: (layer, dy) => runKernel('HourglassUpsampleGradient', { dy }, squares(layer))[0] as tf.Tensor2D,
}

// By copies and sums alone. tfjs's resizing divides places as floats, and so now and then repeats the neighbour.
const PLAIN: Upsampling = {
  repeat({ from: [height, width, channels], to, size, units }, x) {
    const batch = x.shape[0]
    const tall = tf.tile(tf.reshape(x, [batch * height, 1, width * channels]), [1, size, 1])
    const large = tf.tile(tf.reshape(tall, [batch * height * size * width, 1, channels]), [1, size, 1])
    const whole = tf.reshape(large, [batch, height * size, width * size, channels]) as tf.Tensor4D
    const { top, left } = cropping(to, size)
    return tf.reshape(tf.slice(whole, [0, top.before, left.before, 0], [batch, ...to]), [batch, units])
  },
  add({ from, to, size, inputs }, dy) {
    const batch = dy.shape[0]
    const [height, width, channels] = from
    const { top, left } = cropping(to, size)
    const whole = tf.pad(tf.reshape(dy, [batch, ...to]), [
      [0, 0],
      [top.before, top.after],
      [left.before, left.after],
      [0, 0],
    ])
    const tall = tf.sum(tf.reshape(whole, [batch * height * size * width, size, channels]), 1)
    return tf.reshape(tf.sum(tf.reshape(tall, [batch * height, size, width * channels]), 1), [batch, inputs])
  },
}

/** What is cut off of the squares: what max-pool, the other way, would pad. */
function cropping([height, width]: SpatialShape, size: number) {
  return { top: samePadding(height, size, size), left: samePadding(width, size, size) }
}

function squares({ from, to, size }: UpsampleShape): tf.NamedAttrMap {
  return { from: [...from], to: [...to], size }
}
