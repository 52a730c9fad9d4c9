import { columnSums } from './columnSums'
import { log } from './env'

/** Keeps the logarithms finite: a sigmoid's mean can round to 0 or 1. */
const EPSILON: f64 = 1e-7

/**
 * With q [units] the column means of code [rows, units], values from 0 to 1, and p the target: value, a float, is
 * weight times the sum of p ln(p / q) + (1 - p) ln((1 - p) / (1 - q)), q cut to [EPSILON, 1 - EPSILON]; gradient [rows, units] its gradient by the
 * code, the same in every row, 0 where q was cut. gradient may be code. NaN gives NaN in both, in all of its column.
 */
export function divergence(code: usize, gradient: usize, value: usize, rows: i32, units: i32, weight: f64, target: f64): void {
  // In the first row of the gradient: a column's sum is written when all of it has been read.
  columnSums(code, gradient, rows, units)
  const count = <f64>rows
  let sum: f64 = 0
  for (let unit = 0; unit < units; unit++) {
    const at = gradient + (<usize>unit << 2)
    const mean = <f64>load<f32>(at) / count
    const q = min(max(mean, EPSILON), 1 - EPSILON)
    sum += target * log(target / q) + (1 - target) * log((1 - target) / (1 - q))
    const slope = ((1 - target) / (1 - q) - target / q) * weight / count
    store<f32>(at, mean < EPSILON || mean > 1 - EPSILON ? <f32>0 : <f32>slope)
  }
  const step = <usize>units << 2
  for (let row = 1; row < rows; row++) memory.copy(gradient + <usize>row * step, gradient, step)
  store<f32>(value, <f32>(sum * weight))
}
