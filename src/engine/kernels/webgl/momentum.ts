import { MOMENTUM } from '../../optimizers/momentum.ts'
import { float } from './packedProgram.ts'
import { updateKernel } from './updateKernel.ts'

/** u <- 0.9 u + g; w <- w - rate u in two draws, as optimizers/momentum.ts has it. scalars: [rate]. */
export const momentum = updateKernel('HourglassMomentum', {
  scalars: ['rate'],
  draws: [
    { of: 'velocity', inputs: ['velocity', 'gradient'], value: `velocity * ${float(MOMENTUM)} + gradient` },
    { of: 'weight', inputs: ['weight', 'newVelocity'], uniforms: ['rate'], value: 'weight - newVelocity * rate' },
  ],
})
