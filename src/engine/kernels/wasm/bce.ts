import type { KernelDefinition } from './defineKernel.ts'
import { sizeOf } from './sizes.ts'

/** The mean cross-entropy between logits and target, and its gradient by the logits. At value's address 0 it leaves the value out. */
export const bce: KernelDefinition = {
  name: 'HourglassBce',
  inputs: ['logits', 'target'],
  outputs: ([logits = []]) => [[], logits],
  overwrites: [
    [1, 0],
    [1, 1],
  ],
  bind(functions, [logits = []]) {
    const size = sizeOf(logits)
    return ([from = 0, target = 0, value = 0, gradient = 0]) => functions.bceWithLogits(from, target, gradient, value, size)
  },
}
