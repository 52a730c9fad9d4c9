import { lossKernel } from './lossKernel.ts'

/** Mean squared error after the output's activation y = f(z): (y - x)^2; by z, 2 (y - x) f'(z). */
export const mse = lossKernel('HourglassMse', ({ output }) => {
  const y = output === 'sigmoid' ? 'sigmoid(z)' : 'z'
  const slope = output === 'sigmoid' ? `(${y} - x) * ${y} * (1.0 - ${y})` : `${y} - x`
  return { value: `(${y} - x) * (${y} - x)`, slope, slopeFactor: 2 }
})
