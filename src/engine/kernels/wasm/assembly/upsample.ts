// Upsampling: each pixel becomes a square of size x size; at the edges, where that is more than asked for, less.

import { loadLanes, storeLanes } from './lanes'
import { paddingBefore } from './windows'

/** y [batch, outHeight, outWidth, channels] from x [batch, height, width, channels]; of what is too much, half, rounded down, is cut off at the top left. */
export function upsample(x: usize, y: usize, batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, size: i32): void {
  const top = paddingBefore(outHeight, height, size, size)
  const left = paddingBefore(outWidth, width, size, size)
  const pixel = <usize>channels << 2
  for (let picture = 0; picture < batch; picture++) {
    for (let outY = 0; outY < outHeight; outY++) {
      const line = x + <usize>((outY + top) / size * width) * pixel
      for (let outX = 0; outX < outWidth; outX++) {
        const from = line + <usize>((outX + left) / size) * pixel
        for (let channel = 0; channel < channels; channel += 4) {
          const at = <usize>channel << 2
          const count = min(4, channels - channel)
          storeLanes(y + at, loadLanes(from + at, count), count)
        }
        y += pixel
      }
    }
    x += <usize>(height * width) * pixel
  }
}

/** dx: the sum of dy over each pixel's square. */
export function upsampleGradient(dy: usize, dx: usize, batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, size: i32): void {
  const top = paddingBefore(outHeight, height, size, size)
  const left = paddingBefore(outWidth, width, size, size)
  const pixel = <usize>channels << 2
  const line = <usize>outWidth * pixel
  for (let picture = 0; picture < batch; picture++) {
    for (let y = 0; y < height; y++) {
      const firstY = max(0, y * size - top)
      const lines = min(outHeight, y * size - top + size) - firstY
      for (let x = 0; x < width; x++) {
        const firstX = max(0, x * size - left)
        const columns = min(outWidth, x * size - left + size) - firstX
        const square = dy + <usize>firstY * line + <usize>firstX * pixel
        for (let channel = 0; channel < channels; channel += 4) {
          const at = <usize>channel << 2
          const count = min(4, channels - channel)
          storeLanes(dx + at, sumOf(square + at, lines, columns, line, pixel, count), count)
        }
        dx += pixel
      }
    }
    dy += <usize>outHeight * line
  }
}

@inline
function sumOf(dy: usize, lines: i32, columns: i32, line: usize, pixel: usize, count: i32): v128 {
  let sum = f32x4.splat(0)
  for (let y = 0; y < lines; y++) {
    let at = dy
    for (let x = 0; x < columns; x++) {
      sum = f32x4.add(sum, loadLanes(at, count))
      at += pixel
    }
    dy += line
  }
  return sum
}
