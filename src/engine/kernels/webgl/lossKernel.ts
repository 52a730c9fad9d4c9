// A loss in three draws: the gradient, each column's sum of values, the mean.

import type * as tf from '@tensorflow/tfjs-core'
import type { KernelName } from '../kernelNames.ts'
import { columnProgram } from './columnSums.ts'
import { type FusedCall, fuseKernel } from './fuseKernel.ts'
import { float, packedProgram, valueProgram } from './packedProgram.ts'
import type { Program } from './webglBackend.ts'

/** Of one element, as vec4 of four: z is the logits, x the target. */
export interface ElementLoss {
  readonly value: string
  /** Times `slopeFactor` over the number of elements: the derivative by z of the mean. */
  readonly slope: string
  readonly slopeFactor: number
}

/** e^-|z| and sigmoid(z) without overflow, for every z. */
const SIGMOID = `
  vec4 decay(vec4 z) { return exp(-abs(z)); }
  vec4 sigmoid(vec4 z) { return mix(decay(z), vec4(1), greaterThanEqual(z, vec4(0))) / (1.0 + decay(z)); }
`

/** logits, target [batch, size] -> the mean of the values [], its gradient by the logits [batch, size]. */
export function lossKernel(name: KernelName, elementLoss: (attributes: FusedCall['attributes']) => ElementLoss): tf.KernelConfig {
  return fuseKernel(name, ({ inputs: { logits, target }, attributes, draw, drop }) => {
    const shape = (logits as tf.TensorInfo).shape as [number, number]
    const elements = shape[0] * shape[1]
    const { value, slope, slopeFactor } = elementLoss(attributes)
    const code = { inputs: ['z', 'x'], functions: SIGMOID }
    const gradient = draw(valueProgram(shape, { ...code, value: `(${slope}) * ${float(slopeFactor / elements)}` }), [logits, target])
    const sums = draw(columnProgram(shape, { ...code, value }), [logits, target])
    const mean = draw(sumProgram(shape[1], 1 / elements), [sums])
    drop(sums)
    return [mean, gradient]
  })
}

/** [size] -> []: their sum times a factor. */
function sumProgram(size: number, factor: number): Program {
  return packedProgram([], {
    variableNames: ['sums'],
    customUniforms: [],
    userCode: `
      void main() {
        vec2 sum = vec2(0);
        for (int i = 0; i < ${size}; i += 2) sum += getSums(i).xy;
        setOutput(vec4((sum.x + sum.y) * ${float(factor)}, 0, 0, 0));
      }
    `,
  })
}
