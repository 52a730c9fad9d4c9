import { updateKernel } from './updateKernel.ts'

/** w <- w - rate g in one draw. scalars: [rate]. */
export const sgd = updateKernel('HourglassSgd', {
  scalars: ['rate'],
  draws: [{ of: 'weight', inputs: ['weight', 'gradient'], uniforms: ['rate'], value: 'weight - gradient * rate' }],
})
