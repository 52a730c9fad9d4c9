import { product } from '../../../spec/layerShapes.ts'
import type { KernelDefinition } from './defineKernel.ts'
import { matrixSides } from './sizes.ts'
import { squareAttributes } from './squareAttributes.ts'

/** y [batch, product of `to`]: each pixel of x [batch, product of `from`] size x size times, cropped as max-pool pads. */
export const upsample: KernelDefinition = {
  name: 'HourglassUpsample',
  inputs: ['x'],
  outputs: ([x = []], attributes) => [[matrixSides(x)[0], product(squareAttributes(attributes).to)]],
  bind(functions, [x = []], attributes) {
    const [batch] = matrixSides(x)
    const { from, to, size } = squareAttributes(attributes)
    return ([values = 0, y = 0]) => functions.upsample(values, y, batch, ...from, to[0], to[1], size)
  },
}

/** dx [batch, product of `from`]: the sums of dy [batch, product of `to`] over each pixel's square. */
export const upsampleGradient: KernelDefinition = {
  name: 'HourglassUpsampleGradient',
  inputs: ['dy'],
  outputs: ([dy = []], attributes) => [[matrixSides(dy)[0], product(squareAttributes(attributes).from)]],
  bind(functions, [dy = []], attributes) {
    const [batch] = matrixSides(dy)
    const { from, to, size } = squareAttributes(attributes)
    return ([gradient = 0, dx = 0]) => functions.upsampleGradient(gradient, dx, batch, ...from, to[0], to[1], size)
  },
}
