import { loadLanes, storeLanes } from './lanes'
import { BETA_2, EPSILON, NINE_TENTHS, ONE_TENTH, REST_2, table } from './workspace'

/**
 * One step of Adam on n weights: m <- 0.9 m + 0.1 g; v <- 0.999 v + 0.001 g^2; w <- w - size m / (sqrt(v) scale + epsilon).
 * scalars: [size, scale] = [rate / (1 - 0.9^t), 1 / sqrt(1 - 0.999^t)]. Outputs may be the inputs. Each operation is rounded as in plain tfjs.
 */
export function adam(
  weight: usize, mean: usize, variance: usize, gradient: usize, scalars: usize, newWeight: usize, newMean: usize, newVariance: usize, n: i32,
): void {
  const beta1 = v128.load(table, NINE_TENTHS)
  const rest1 = v128.load(table, ONE_TENTH)
  const beta2 = v128.load(table, BETA_2)
  const rest2 = v128.load(table, REST_2)
  const epsilon = v128.load(table, EPSILON)
  const size = v128.load32_splat(scalars)
  const scale = v128.load32_splat(scalars, 4)
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2
    const count = n - i
    const g = loadLanes(gradient + at, count)
    const m = f32x4.add(f32x4.mul(loadLanes(mean + at, count), beta1), f32x4.mul(g, rest1))
    const v = f32x4.add(f32x4.mul(loadLanes(variance + at, count), beta2), f32x4.mul(f32x4.mul(g, g), rest2))
    const spread = f32x4.add(f32x4.mul(f32x4.sqrt(v), scale), epsilon)
    storeLanes(newMean + at, m, count)
    storeLanes(newVariance + at, v, count)
    storeLanes(newWeight + at, f32x4.sub(loadLanes(weight + at, count), f32x4.mul(f32x4.div(m, spread), size)), count)
  }
}
