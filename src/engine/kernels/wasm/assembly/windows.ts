// Which parts of a source each number of a target is computed from, along one side of a picture. A convolution and its transpose differ in nothing
// else: in both a target's sources lie next to each other, and so do the taps of the kernel that they meet, once those are put in order.

/** Bytes of one window: first source, first tap in order, how many of both; int32. */
export const WINDOW_BYTES: usize = 12

/**
 * Of a convolution: target o sees the sources o stride - before + k, tap k = 0 .. size - 1, as far as there are such.
 * Padding is never stored: a window at the edge is a shorter one.
 */
export function fillWindows(windows: usize, targets: i32, sources: i32, size: i32, stride: i32, before: i32): void {
  for (let target = 0; target < targets; target++) {
    const start = target * stride - before
    const first = max(0, start)
    storeWindow(windows, first, first - start, max(0, min(sources, start + size) - first))
    windows += WINDOW_BYTES
  }
}

/**
 * Of its transpose: target i sees the sources o for which i + before = o stride + k with a tap k. All those taps have one remainder by the stride, and
 * the larger the source the smaller the tap.
 */
export function fillTransposedWindows(windows: usize, targets: i32, sources: i32, size: i32, stride: i32, before: i32): void {
  for (let target = 0; target < targets; target++) {
    const remainder = (target + before) % stride
    const whole = (target + before) / stride
    const taps = tapsOf(remainder, size, stride)
    const lowest = max(0, whole - sources + 1)
    const highest = min(taps - 1, whole)
    let place = taps - 1 - highest
    for (let r = 0; r < remainder; r++) place += tapsOf(r, size, stride)
    storeWindow(windows, whole - highest, place, max(0, highest - lowest + 1))
    windows += WINDOW_BYTES
  }
}

/** The tap at each place of the order in which transposed windows see them: by remainder, and the last of each first. taps: int32 [size]. */
export function fillTapOrder(taps: usize, size: i32, stride: i32): void {
  for (let remainder = 0; remainder < min(size, stride); remainder++) {
    for (let nth = tapsOf(remainder, size, stride) - 1; nth >= 0; nth--) {
      store<i32>(taps, remainder + nth * stride)
      taps += 4
    }
  }
}

/** Zeros that padding 'same' puts before a side: half of all, rounded down. */
export function paddingBefore(side: i32, outputs: i32, size: i32, stride: i32): i32 {
  return max((outputs - 1) * stride + size - side, 0) / 2
}

/** How many taps k < size have this remainder. */
@inline
function tapsOf(remainder: i32, size: i32, stride: i32): i32 {
  return remainder < size ? (size - remainder + stride - 1) / stride : 0
}

@inline
function storeWindow(window: usize, first: i32, tap: i32, count: i32): void {
  store<i32>(window, first)
  store<i32>(window, tap, 4)
  store<i32>(window, count, 8)
}
