import type { KernelDefinition } from './defineKernel.ts'
import { bindProduct, isOurs, productShape } from './matrixProduct.ts'
import { ACTIVATION_CODES } from './packFunctions.ts'

/** tf.matMul: op(a) op(b), each as it is or transposed. Batches of matrices and other types are tfjs's. */
export const batchMatMul: KernelDefinition = {
  name: 'BatchMatMul',
  inputs: ['a', 'b'],
  declines: (inputs, attributes) => !isOurs(inputs, attributes),
  outputs: (shapes, attributes) => [productShape(shapes, attributes)],
  bind(functions, shapes, attributes) {
    const multiply = bindProduct(functions, shapes, { attributes, activation: ACTIVATION_CODES.linear })
    return ([a = 0, b = 0, c = 0]) => multiply([a, b, 0, c])
  },
}
