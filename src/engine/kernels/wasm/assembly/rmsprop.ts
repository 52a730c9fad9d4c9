import { loadLanes, storeLanes } from './lanes'

const DECAY: f32 = 0.9
const REST: f32 = 0.1
const EPSILON: f32 = 1e-7

/** One step on n weights: s <- 0.9 s + 0.1 g^2; w <- w - rate g / sqrt(s + epsilon). scalars: [rate]. Outputs may be the inputs. */
export function rmsprop(
  weight: usize, meanSquare: usize, gradient: usize, scalars: usize, newWeight: usize, newMeanSquare: usize, n: i32,
): void {
  const rate = v128.load32_splat(scalars)
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2
    const count = n - i
    const g = loadLanes(gradient + at, count)
    const s = f32x4.add(f32x4.mul(loadLanes(meanSquare + at, count), f32x4.splat(DECAY)), f32x4.mul(f32x4.mul(g, g), f32x4.splat(REST)))
    const move = f32x4.mul(f32x4.div(g, f32x4.sqrt(f32x4.add(s, f32x4.splat(EPSILON)))), rate)
    storeLanes(newMeanSquare + at, s, count)
    storeLanes(newWeight + at, f32x4.sub(loadLanes(weight + at, count), move), count)
  }
}
