import { DECAY, EPSILON } from '../../optimizers/rmsprop.ts'
import { float } from './packedProgram.ts'
import { updateKernel } from './updateKernel.ts'

/** s <- 0.9 s + 0.1 g^2; w <- w - rate g / sqrt(s + epsilon) in two draws, as optimizers/rmsprop.ts has it. scalars: [rate]. */
export const rmsprop = updateKernel('HourglassRmsprop', {
  scalars: ['rate'],
  draws: [
    { of: 'meanSquare', inputs: ['meanSquare', 'gradient'], value: `meanSquare * ${float(DECAY)} + gradient * gradient * ${float(1 - DECAY)}` },
    {
      of: 'weight',
      inputs: ['weight', 'gradient', 'newMeanSquare'],
      uniforms: ['rate'],
      value: `weight - gradient / sqrt(newMeanSquare + ${float(EPSILON)}) * rate`,
    },
  ],
})
