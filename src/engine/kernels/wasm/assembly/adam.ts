import { loadLanes, storeLanes } from './lanes'

const BETA_1: f32 = 0.9
const BETA_2: f32 = 0.999
const REST_1: f32 = 0.1
const REST_2: f32 = 0.001
const EPSILON: f32 = 1e-7

/**
 * One step of Adam on n weights: m <- b1 m + (1 - b1) g; v <- b2 v + (1 - b2) g^2; w <- w - size m / (sqrt(v) scale + epsilon).
 * scalars: [size, scale] = [rate / (1 - b1^t), 1 / sqrt(1 - b2^t)]. Outputs may be the inputs. Each operation is rounded as in plain tfjs.
 */
export function adam(
  weight: usize, mean: usize, variance: usize, gradient: usize, scalars: usize, newWeight: usize, newMean: usize, newVariance: usize, n: i32,
): void {
  const size = v128.load32_splat(scalars)
  const scale = v128.load32_splat(scalars, 4)
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2
    const count = n - i
    const g = loadLanes(gradient + at, count)
    const m = f32x4.add(f32x4.mul(loadLanes(mean + at, count), f32x4.splat(BETA_1)), f32x4.mul(g, f32x4.splat(REST_1)))
    const v = f32x4.add(
      f32x4.mul(loadLanes(variance + at, count), f32x4.splat(BETA_2)),
      f32x4.mul(f32x4.mul(g, g), f32x4.splat(REST_2)),
    )
    const spread = f32x4.add(f32x4.mul(f32x4.sqrt(v), scale), f32x4.splat(EPSILON))
    storeLanes(newMean + at, m, count)
    storeLanes(newVariance + at, v, count)
    storeLanes(newWeight + at, f32x4.sub(loadLanes(weight + at, count), f32x4.mul(f32x4.div(m, spread), size)), count)
  }
}
