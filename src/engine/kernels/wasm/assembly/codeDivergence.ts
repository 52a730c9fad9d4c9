import { log } from './env'
import { loadLanes, storeLanes, sumOfLanes } from './lanes'
import { BOUND, reachOf, rootOf } from './spread'
import { ONE, table } from './workspace'

/**
 * The divergence of N(mean, variance) from N(0, 1), summed over a row's units, mean over the rows, times weight, a float; and its gradient by the
 * spread, both [rows, 2 units]; gradient may be spread. With l the log-variance: -1/2 sum(1 + l - mean^2 - e^l).
 */
export function codeDivergence(spread: usize, weight: usize, value: usize, gradient: usize, rows: i32, units: i32): void {
  const constants = table
  const one = v128.load(constants, ONE)
  const half = f32x4.splat(0.5)
  const width = <usize>units << 2
  const share = load<f32>(weight) / <f32>rows
  const scale = f32x4.splat(share)
  let sum: f64 = 0 // of -2 times the divergence
  for (let row = 0; row < rows; row++) {
    let terms = f32x4.splat(0)
    for (let j = 0; j < units; j += 4) {
      const at = <usize>j << 2
      const count = units - j
      const mean = loadLanes(spread + at, count)
      const logVariance = loadLanes(spread + width + at, count)
      const reach = reachOf(logVariance, constants)
      const root = rootOf(logVariance, constants)
      const variance = f32x4.mul(f32x4.mul(root, root), reach)
      const base = f32x4.pmin(logVariance, f32x4.splat(BOUND))
      // Where lanes are missing: 1 + 0 - 0 - 1.
      terms = f32x4.add(terms, f32x4.sub(f32x4.add(one, base), f32x4.add(f32x4.mul(mean, mean), variance)))
      if (v128.any_true(f32x4.gt(reach, one))) sum += logOfLanes(reach)
      storeLanes(gradient + at, f32x4.mul(scale, mean), count)
      const pull = f32x4.mul(f32x4.mul(scale, half), f32x4.sub(variance, one))
      storeLanes(gradient + width + at, f32x4.div(pull, reach), count)
    }
    sum += sumOfLanes(terms)
    spread += width << 1
    gradient += width << 1
  }
  store<f32>(value, <f32>(-0.5 * <f64>share * sum))
}

function logOfLanes(x: v128): f64 {
  return (
    log(<f64>f32x4.extract_lane(x, 0)) + log(<f64>f32x4.extract_lane(x, 1)) + log(<f64>f32x4.extract_lane(x, 2)) + log(<f64>f32x4.extract_lane(x, 3))
  )
}
