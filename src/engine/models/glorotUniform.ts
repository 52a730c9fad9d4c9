import { product } from '../../spec/layerShapes.ts'
import { RandomStream } from '../random.ts'

/**
 * Glorot-uniform weights for a kernel [.., inputs, outputs], row-major: uniform in ±sqrt(6 / (fan in + fan out)); the sides of a convolution's
 * kernel count in both fans. (Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks", equation 16.)
 * Our own numbers: tfjs's initialisers ignore their seed in places. `index` is the layer's place in the network.
 */
export function glorotUniform(shape: readonly number[], seed: number, index: number): Float32Array {
  const stream = new RandomStream(seed, 'weights', index)
  const [inputs, outputs] = shape.slice(-2) as [number, number]
  const window = product(shape.slice(0, -2))
  const limit = Math.sqrt(6 / (window * (inputs + outputs)))
  return Float32Array.from({ length: product(shape) }, () => (2 * stream.uniform() - 1) * limit)
}
