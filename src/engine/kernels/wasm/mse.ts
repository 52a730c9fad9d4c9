import type { KernelDefinition } from './defineKernel.ts'
import { ACTIVATION_CODES } from './packFunctions.ts'
import { sizeOf } from './sizes.ts'

/** The mean of (output(logits) - target)^2, and its gradient by the logits. At value's address 0 it leaves the value out. */
export const mse: KernelDefinition = {
  name: 'HourglassMse',
  inputs: ['logits', 'target'],
  outputs: ([logits = []]) => [[], logits],
  overwrites: [
    [1, 0],
    [1, 1],
  ],
  bind(functions, [logits = []], { output }) {
    if (output !== 'sigmoid' && output !== 'linear') throw new RangeError(`output: found '${output}'; allowed: sigmoid, linear`)
    const size = sizeOf(logits)
    const activation = ACTIVATION_CODES[output]
    return ([from = 0, target = 0, value = 0, gradient = 0]) => functions.meanSquaredError(from, target, gradient, value, size, activation)
  },
}
