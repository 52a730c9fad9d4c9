// Max-pooling: squares of size x size that cover a picture without overlapping, padding 'same'. Four channels at a time.

import { loadLanes, storeLanes } from './lanes'
import { paddingBefore } from './windows'

/** y [batch, outHeight, outWidth, channels]: the largest of each square of x [batch, height, width, channels]. */
export function maxPool(x: usize, y: usize, batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, size: i32): void {
  const top = paddingBefore(height, outHeight, size, size)
  const left = paddingBefore(width, outWidth, size, size)
  const pixel = <usize>channels << 2
  const line = <usize>width * pixel
  for (let picture = 0; picture < batch; picture++) {
    for (let outY = 0; outY < outHeight; outY++) {
      const firstY = max(0, outY * size - top)
      const lines = min(height, outY * size - top + size) - firstY
      for (let outX = 0; outX < outWidth; outX++) {
        const firstX = max(0, outX * size - left)
        const columns = min(width, outX * size - left + size) - firstX
        const square = x + <usize>firstY * line + <usize>firstX * pixel
        for (let channel = 0; channel < channels; channel += 4) {
          const at = <usize>channel << 2
          const count = min(4, channels - channel)
          storeLanes(y + at, largest(square + at, lines, columns, line, pixel, count), count)
        }
        y += pixel
      }
    }
    x += <usize>height * line
  }
}

/** dx: dy where x is its square's largest, the first of them line by line where there are several; else 0. */
export function maxPoolGradient(
  x: usize, dy: usize, dx: usize, batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, size: i32,
): void {
  const top = paddingBefore(height, outHeight, size, size)
  const left = paddingBefore(width, outWidth, size, size)
  const pixel = <usize>channels << 2
  const line = <usize>width * pixel
  for (let picture = 0; picture < batch; picture++) {
    for (let outY = 0; outY < outHeight; outY++) {
      const firstY = max(0, outY * size - top)
      const lines = min(height, outY * size - top + size) - firstY
      for (let outX = 0; outX < outWidth; outX++) {
        const firstX = max(0, outX * size - left)
        const columns = min(width, outX * size - left + size) - firstX
        const corner = <usize>firstY * line + <usize>firstX * pixel
        for (let channel = 0; channel < channels; channel += 4) {
          const at = <usize>channel << 2
          const count = min(4, channels - channel)
          giveToLargest(x + corner + at, loadLanes(dy + at, count), dx + corner + at, lines, columns, line, pixel, count)
        }
        dy += pixel
      }
    }
    x += <usize>height * line
    dx += <usize>height * line
  }
}

@inline
function largest(x: usize, lines: i32, columns: i32, line: usize, pixel: usize, count: i32): v128 {
  let most = loadLanes(x, count)
  for (let y = 0; y < lines; y++) {
    let at = x
    for (let column = 0; column < columns; column++) {
      most = f32x4.pmax(most, loadLanes(at, count))
      at += pixel
    }
    x += line
  }
  return most
}

@inline
function giveToLargest(x: usize, dy: v128, dx: usize, lines: i32, columns: i32, line: usize, pixel: usize, count: i32): void {
  const most = largest(x, lines, columns, line, pixel, count)
  // All bits set in the lanes whose largest has not been met yet.
  let isOpen = i32x4.splat(-1)
  for (let y = 0; y < lines; y++) {
    let at = x
    let to = dx
    for (let column = 0; column < columns; column++) {
      const isIt = v128.and(isOpen, f32x4.eq(loadLanes(at, count), most))
      storeLanes(to, v128.and(dy, isIt), count)
      isOpen = v128.andnot(isOpen, isIt)
      at += pixel
      to += pixel
    }
    x += line
    dx += line
  }
}
