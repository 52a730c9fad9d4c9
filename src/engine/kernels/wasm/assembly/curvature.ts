import { ELU, SIGMOID, TANH } from './activations'
import { ONE } from './workspace'

/** How the slope seen from the result, f'(z) as a function of y, changes with y: of the straight ones not at all. */
@inline
export function curvature(y: v128, activation: i32, constants: usize): v128 {
  const one = v128.load(constants, ONE)
  if (activation == SIGMOID) return f32x4.sub(one, f32x4.add(y, y))
  if (activation == TANH) return f32x4.neg(f32x4.add(y, y))
  if (activation == ELU) return v128.and(one, f32x4.lt(y, f32x4.splat(0)))
  return f32x4.splat(0)
}
