import { product } from '../../../spec/layerShapes.ts'
import type { KernelDefinition } from './defineKernel.ts'
import { matrixSides } from './sizes.ts'
import { squareAttributes } from './squareAttributes.ts'

/** y [batch, product of `to`]: the largest of each size x size square of x [batch, product of `from`], padding 'same'. */
export const maxPool: KernelDefinition = {
  name: 'HourglassMaxPool',
  inputs: ['x'],
  outputs: ([x = []], attributes) => [[matrixSides(x)[0], product(squareAttributes(attributes).to)]],
  bind(functions, [x = []], attributes) {
    const [batch] = matrixSides(x)
    const { from, to, size } = squareAttributes(attributes)
    return ([values = 0, y = 0]) => functions.maxPool(values, y, batch, ...from, to[0], to[1], size)
  },
}

/** dx, as large as x: dy where x is its square's largest, the first of them line by line; else 0. */
export const maxPoolGradient: KernelDefinition = {
  name: 'HourglassMaxPoolGradient',
  inputs: ['x', 'dy'],
  outputs: ([x = []]) => [x],
  bind(functions, [x = []], attributes) {
    const [batch] = matrixSides(x)
    const { from, to, size } = squareAttributes(attributes)
    return ([values = 0, dy = 0, dx = 0]) => functions.maxPoolGradient(values, dy, dx, batch, ...from, to[0], to[1], size)
  },
}
