import { loadLanes, storeLanes } from './lanes'
import { NINE_TENTHS, table } from './workspace'

/** One step on n weights: v <- 0.9 v + g; w <- w - rate v. scalars: [rate]. Outputs may be the inputs. */
export function momentum(
  weight: usize, velocity: usize, gradient: usize, scalars: usize, newWeight: usize, newVelocity: usize, n: i32,
): void {
  const friction = v128.load(table, NINE_TENTHS)
  const rate = v128.load32_splat(scalars)
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2
    const count = n - i
    const v = f32x4.add(f32x4.mul(loadLanes(velocity + at, count), friction), loadLanes(gradient + at, count))
    storeLanes(newVelocity + at, v, count)
    storeLanes(newWeight + at, f32x4.sub(loadLanes(weight + at, count), f32x4.mul(v, rate)), count)
  }
}
