import type { KernelDefinition } from './defineKernel.ts'
import { ACTIVATION_CODES } from './packFunctions.ts'
import { matrixSides } from './sizes.ts'

/** Each picture's loss, 'bce' or 'mse', and its mean squared error after the output's activation. Cross-entropy needs a sigmoid output. */
export const pictureErrors: KernelDefinition = {
  name: 'HourglassPictureErrors',
  inputs: ['logits', 'target'],
  outputs([logits = []]) {
    const [rows] = matrixSides(logits)
    return [[rows], [rows]]
  },
  bind(functions, [logits = []], { loss, output }) {
    const isCrossEntropy = loss === 'bce' ? 1 : 0
    if (loss !== 'bce' && loss !== 'mse') throw new RangeError(`loss: found '${loss}'; allowed: bce, mse`)
    if (output !== 'sigmoid' && (isCrossEntropy || output !== 'linear')) {
      throw new RangeError(`output: found '${output}'; allowed: sigmoid${isCrossEntropy ? '' : ', linear'}`)
    }
    const [rows, size] = matrixSides(logits)
    const activation = ACTIVATION_CODES[output]
    return ([from = 0, target = 0, losses = 0, squares = 0]) =>
      functions.pictureErrors(from, target, losses, squares, rows, size, isCrossEntropy, activation)
  },
}
