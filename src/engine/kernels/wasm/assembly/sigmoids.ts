import { sigmoid } from './activations'
import { loadLanes, storeLanes } from './lanes'
import { table } from './workspace'

/** y [n] = 1 / (1 + e^-x). y may be x. */
export function sigmoids(x: usize, y: usize, n: i32): void {
  const constants = table
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2
    const count = n - i
    storeLanes(y + at, sigmoid(loadLanes(x + at, count), constants), count)
  }
}
