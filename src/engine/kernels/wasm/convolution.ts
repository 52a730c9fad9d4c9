import { product } from '../../../spec/layerShapes.ts'
import { activationCode } from './activationCode.ts'
import { type ConvolutionAttributes, convolutionAttributes } from './convolutionAttributes.ts'
import type { KernelDefinition } from './defineKernel.ts'
import { matrixSides } from './sizes.ts'

const FLOAT_BYTES = 4
/** Numbers that describe one pixel's window along a side. */
const WINDOW_NUMBERS = 3
/** Channels of a panel, and biases at its start. */
const PANEL = 8
/** Pictures that are computed at a time. */
const PICTURES = 4

/**
 * y [batch, product of `to`] = activation(x [batch, product of `from`] convolved with kernel [size, size, channels in, channels out] + bias), or the
 * transposed of a convolution, its kernel [size, size, channels out, channels in]. What it works in is a second output that nobody reads: so it has as
 * much room as these very shapes take.
 */
export const convolution: KernelDefinition = {
  name: 'HourglassConvolution',
  inputs: ['x', 'kernel', 'bias?'],
  outputs([x = []], attributes) {
    const call = convolutionAttributes(attributes)
    const { windows, panels, quads } = workingFloats(call)
    return [[matrixSides(x)[0], product(call.to)], [windows + panels + quads]]
  },
  bind(functions, [x = []], attributes) {
    const call = convolutionAttributes(attributes)
    const { windows, panels } = workingFloats(call)
    const { from, to, size, stride } = call
    const [batch] = matrixSides(x)
    const isTransposed = call.isTransposed ? 1 : 0
    const activation = activationCode(attributes)
    return ([source = 0, kernel = 0, bias = 0, y = 0, working = 0]) => {
      const atPanels = working + FLOAT_BYTES * windows
      const atQuads = atPanels + FLOAT_BYTES * panels
      functions.convolve(source, kernel, bias, y, working, atPanels, atQuads, batch, ...from, ...to, size, stride, isTransposed, activation)
    }
  },
}

function workingFloats({ from, to, size }: ConvolutionAttributes): { windows: number; panels: number; quads: number } {
  const [height, width, channels] = to
  // Of a multiple of four, so that what follows stays aligned.
  const windows = Math.ceil((WINDOW_NUMBERS * (height + width) + size) / 4) * 4
  const panels = Math.ceil(channels / PANEL) * PANEL * (1 + size * size * from[2])
  return { windows, panels, quads: PICTURES * product(from) }
}
