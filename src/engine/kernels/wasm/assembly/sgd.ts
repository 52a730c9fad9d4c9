import { loadLanes, storeLanes } from './lanes'

/** One step on n weights: w <- w - rate g. scalars: [rate]. newWeight may be weight. */
export function sgd(weight: usize, gradient: usize, scalars: usize, newWeight: usize, n: i32): void {
  const rate = v128.load32_splat(scalars)
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2
    const count = n - i
    const move = f32x4.mul(loadLanes(gradient + at, count), rate)
    storeLanes(newWeight + at, f32x4.sub(loadLanes(weight + at, count), move), count)
  }
}
