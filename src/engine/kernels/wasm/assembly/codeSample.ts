import { loadLanes, storeLanes } from './lanes'
import { reachOf, rootOf } from './spread'
import { table } from './workspace'

/** code [rows, units] = mean + deviation epsilon, for spread [rows, 2 units] and epsilon [rows, units]; code may be epsilon. */
export function codeSample(spread: usize, epsilon: usize, code: usize, rows: i32, units: i32): void {
  const constants = table
  const width = <usize>units << 2
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < units; j += 4) {
      const at = <usize>j << 2
      const count = units - j
      const logVariance = loadLanes(spread + width + at, count)
      const deviation = f32x4.mul(rootOf(logVariance, constants), f32x4.sqrt(reachOf(logVariance, constants)))
      const drawn = f32x4.mul(deviation, loadLanes(epsilon + at, count))
      storeLanes(code + at, f32x4.add(loadLanes(spread + at, count), drawn), count)
    }
    spread += width << 1
    epsilon += width
    code += width
  }
}

/** dSpread [rows, 2 units] for dCode [rows, units]: of the means dCode, of the log-variances dCode epsilon deviation / 2, times their slope. */
export function codeSampleGradient(spread: usize, epsilon: usize, dCode: usize, dSpread: usize, rows: i32, units: i32): void {
  const constants = table
  const width = <usize>units << 2
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < units; j += 4) {
      const at = <usize>j << 2
      const count = units - j
      const logVariance = loadLanes(spread + width + at, count)
      const gradient = loadLanes(dCode + at, count)
      // deviation / reach: the root of one by the root of the other.
      const slope = f32x4.div(rootOf(logVariance, constants), f32x4.sqrt(reachOf(logVariance, constants)))
      const drawn = f32x4.mul(f32x4.mul(gradient, loadLanes(epsilon + at, count)), f32x4.mul(slope, f32x4.splat(0.5)))
      storeLanes(dSpread + at, gradient, count)
      storeLanes(dSpread + width + at, drawn, count)
    }
    spread += width << 1
    dSpread += width << 1
    epsilon += width
    dCode += width
  }
}
