import { slope } from './activations'
import { curvature } from './curvature'
import { loadLanes, storeLanes } from './lanes'
import { table } from './workspace'

/**
 * value, a float: share times the sum over the rows of code [rows, units] = f(z) of ||dcode / dinput||^2 = sum_j f'(z_j)^2 sum_i W_ij^2, for the
 * kernel W [inputs, units]; its gradient by kernel and code. dCode 0: not wanted. norms and slopes [units] are worked in: the squared column norms
 * of W, the sums of f'(z)^2 over the rows. dKernel may be the kernel, dCode the code.
 */
export function contraction(
  kernel: usize,
  code: usize,
  value: usize,
  dKernel: usize,
  norms: usize,
  slopes: usize,
  dCode: usize,
  inputs: i32,
  units: i32,
  rows: i32,
  activation: i32,
  share: f64,
): void {
  sumSquares(kernel, norms, inputs, units)
  const double = f32x4.splat(<f32>(2 * share))
  sumSlopes(code, norms, slopes, dCode, rows, units, activation, double)
  let sum: f64 = 0
  for (let j = 0; j < units; j++) {
    const at = <usize>j << 2
    sum += <f64>load<f32>(norms + at) * <f64>load<f32>(slopes + at)
  }
  store<f32>(value, <f32>(share * sum))
  scaleColumns(kernel, slopes, dKernel, inputs, units, double)
}

/** sums [columns] of x^2 [rows, columns]. */
function sumSquares(x: usize, sums: usize, rows: i32, columns: i32): void {
  memory.fill(sums, 0, <usize>columns << 2)
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < columns; j += 4) {
      const at = <usize>j << 2
      const count = columns - j
      const values = loadLanes(x + at, count)
      storeLanes(sums + at, f32x4.add(loadLanes(sums + at, count), f32x4.mul(values, values)), count)
    }
    x += <usize>columns << 2
  }
}

/** slopes [units]: the sums of f'(z)^2. dCode: double norms f'(z) times what the code adds to f'(z). */
function sumSlopes(code: usize, norms: usize, slopes: usize, dCode: usize, rows: i32, units: i32, activation: i32, double: v128): void {
  const constants = table
  memory.fill(slopes, 0, <usize>units << 2)
  for (let row = 0; row < rows; row++) {
    const base = (<usize>row * units) << 2
    for (let j = 0; j < units; j += 4) {
      const at = <usize>j << 2
      const count = units - j
      const y = loadLanes(code + base + at, count)
      const own = slope(y, activation, constants)
      storeLanes(slopes + at, f32x4.add(loadLanes(slopes + at, count), f32x4.mul(own, own)), count)
      if (!dCode) continue
      const weighed = f32x4.mul(double, loadLanes(norms + at, count))
      storeLanes(dCode + base + at, f32x4.mul(weighed, f32x4.mul(own, curvature(y, activation, constants))), count)
    }
  }
}

/** out [rows, columns] = x times factor times its column's number. */
function scaleColumns(x: usize, by: usize, out: usize, rows: i32, columns: i32, factor: v128): void {
  for (let row = 0; row < rows; row++) {
    const base = (<usize>row * columns) << 2
    for (let j = 0; j < columns; j += 4) {
      const at = <usize>j << 2
      const count = columns - j
      const scale = f32x4.mul(factor, loadLanes(by + at, count))
      storeLanes(out + base + at, f32x4.mul(loadLanes(x + base + at, count), scale), count)
    }
  }
}
