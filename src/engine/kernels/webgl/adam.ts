import { BETA_1, BETA_2, EPSILON } from '../../optimizers/adam.ts'
import { float } from './packedProgram.ts'
import { updateKernel } from './updateKernel.ts'

/**
 * One step of Adam in three draws: m <- b1 m + (1 - b1) g; v <- b2 v + (1 - b2) g^2; w <- w - stepSize m / (varianceScale sqrt(v) + epsilon),
 * as optimizers/adam.ts has it. scalars: [stepSize, varianceScale].
 */
export const adam = updateKernel('HourglassAdam', {
  scalars: ['stepSize', 'varianceScale'],
  draws: [
    { of: 'mean', inputs: ['mean', 'gradient'], value: `mean * ${float(BETA_1)} + gradient * ${float(1 - BETA_1)}` },
    { of: 'variance', inputs: ['variance', 'gradient'], value: `variance * ${float(BETA_2)} + gradient * gradient * ${float(1 - BETA_2)}` },
    {
      of: 'weight',
      inputs: ['weight', 'newMean', 'newVariance'],
      uniforms: ['stepSize', 'varianceScale'],
      value: `weight - newMean / (sqrt(newVariance) * varianceScale + ${float(EPSILON)}) * stepSize`,
    },
  ],
})
