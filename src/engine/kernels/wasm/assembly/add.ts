import { loadLanes, storeLanes } from './lanes'

/** sum [n] = a + b; sum may be either. */
export function add(a: usize, b: usize, sum: usize, n: i32): void {
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2
    const count = n - i
    storeLanes(sum + at, f32x4.add(loadLanes(a + at, count), loadLanes(b + at, count)), count)
  }
}
