import type * as tf from '@tensorflow/tfjs-core'
import type { Activation } from '../../../spec/runSpec.ts'
import { LEAKY_RELU_SLOPE } from '../../forward.ts'
import { sumColumns } from './columnSums.ts'
import { fuseKernel } from './fuseKernel.ts'
import { float, valueProgram } from './packedProgram.ts'

/** dz = dy f'(z), from y = f(z), and its column sums, the bias's gradient, in a draw each. */
export const activationGradient = fuseKernel('HourglassActivationGradient', (call) => {
  const { y, dy } = call.inputs as Record<'y' | 'dy', tf.TensorInfo>
  const slope = SLOPES[call.attributes.activation as Activation]
  const dz = call.draw(valueProgram(y.shape, { inputs: ['y', 'dy'], value: `dy * (${slope})` }), [y, dy])
  return [dz, sumColumns(call, dz)]
})

/** f'(z) by y. */
const SLOPES: Record<Activation, string> = {
  linear: 'vec4(1)',
  relu: 'vec4(greaterThan(y, vec4(0)))',
  'leaky-relu': `mix(vec4(${float(LEAKY_RELU_SLOPE)}), vec4(1), greaterThan(y, vec4(0)))`,
  // e^z = y + 1 below 0, and min(y, 0) + 1 is 1 above.
  elu: 'min(y, 0.0) + 1.0',
  sigmoid: 'y * (1.0 - y)',
  tanh: '1.0 - y * y',
}
