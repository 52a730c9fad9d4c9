import type { Attributes, KernelDefinition } from './defineKernel.ts'
import { bindProduct, isOurs, productShape } from './matrixProduct.ts'
import { ACTIVATION_CODES } from './packFunctions.ts'

/** tfjs's names of the activations that we have too. Its leaky relu is ours only with our slope. */
const CODES: Readonly<Record<string, number>> = {
  linear: ACTIVATION_CODES.linear,
  relu: ACTIVATION_CODES.relu,
  elu: ACTIVATION_CODES.elu,
  sigmoid: ACTIVATION_CODES.sigmoid,
  leakyrelu: ACTIVATION_CODES['leaky-relu'],
}
const LEAKY_SLOPE = 0.01

/** tf.fused.matMul, the forward pass of a dense layer of tf.layers: activation(op(a) op(b) + bias). */
export const fusedMatMul: KernelDefinition = {
  name: '_FusedMatMul',
  inputs: ['a', 'b', 'bias?'],
  declines(inputs, attributes) {
    if (inputs.preluActivationWeights || !isOurs(inputs, attributes) || codeOf(attributes) === undefined) return true
    const { a, b, bias } = inputs
    if (!bias || !a || !b) return false
    const columns = productShape([a.shape, b.shape], attributes).at(-1)
    return bias.dtype !== 'float32' || bias.shape.length !== 1 || bias.shape[0] !== columns
  },
  outputs: (shapes, attributes) => [productShape(shapes, attributes)],
  bind: (functions, shapes, attributes) => bindProduct(functions, shapes, { attributes, activation: codeOf(attributes) as number }),
}

function codeOf({ activation = 'linear', leakyreluAlpha }: Attributes): number | undefined {
  if (activation === 'leakyrelu' && leakyreluAlpha !== LEAKY_SLOPE) return undefined
  return Object.hasOwn(CODES, String(activation)) ? CODES[String(activation)] : undefined
}
