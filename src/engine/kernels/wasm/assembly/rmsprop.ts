import { loadLanes, storeLanes } from './lanes'
import { EPSILON, NINE_TENTHS, ONE_TENTH, table } from './workspace'

/** One step on n weights: s <- 0.9 s + 0.1 g^2; w <- w - rate g / sqrt(s + epsilon). scalars: [rate]. Outputs may be the inputs. */
export function rmsprop(
  weight: usize, meanSquare: usize, gradient: usize, scalars: usize, newWeight: usize, newMeanSquare: usize, n: i32,
): void {
  const decay = v128.load(table, NINE_TENTHS)
  const rest = v128.load(table, ONE_TENTH)
  const epsilon = v128.load(table, EPSILON)
  const rate = v128.load32_splat(scalars)
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2
    const count = n - i
    const g = loadLanes(gradient + at, count)
    const s = f32x4.add(f32x4.mul(loadLanes(meanSquare + at, count), decay), f32x4.mul(f32x4.mul(g, g), rest))
    const move = f32x4.mul(f32x4.div(g, f32x4.sqrt(f32x4.add(s, epsilon))), rate)
    storeLanes(newMeanSquare + at, s, count)
    storeLanes(newWeight + at, f32x4.sub(loadLanes(weight + at, count), move), count)
  }
}
