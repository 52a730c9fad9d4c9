import { slope } from './activations'
import { curvature } from './curvature'
import { loadLanes, storeLanes } from './lanes'
import { table } from './workspace'

/** tangent [n] = product f'(z), from y = f(z); tangent may be either. */
export function tangent(product: usize, y: usize, result: usize, n: i32, activation: i32): void {
  const constants = table
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2
    const count = n - i
    const slopes = slope(loadLanes(y + at, count), activation, constants)
    storeLanes(result + at, f32x4.mul(loadLanes(product + at, count), slopes), count)
  }
}

/**
 * dProduct [n] = dTangent f'(z), and dY [n] = dTangent product times how f'(z) changes with y; dY 0: not wanted. Each may be any of the inputs, but
 * not both the same.
 */
export function tangentGradient(product: usize, y: usize, dTangent: usize, dProduct: usize, dY: usize, n: i32, activation: i32): void {
  const constants = table
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2
    const count = n - i
    const values = loadLanes(y + at, count)
    const gradient = loadLanes(dTangent + at, count)
    const direction = loadLanes(product + at, count)
    storeLanes(dProduct + at, f32x4.mul(gradient, slope(values, activation, constants)), count)
    if (dY) storeLanes(dY + at, f32x4.mul(f32x4.mul(gradient, direction), curvature(values, activation, constants)), count)
  }
}
