import { numbersFrom, uniform, drawStrength } from './stream'

/** Numbers drawn at a time. */
const PIECE = 1024

/**
 * noisy [rows, size]: a pixel of clean, or with probability rate x share `first`, with rate x (1 - share) `second`, by a number of its own from the
 * stream of key0, key1 and step: corruptBatch's to the bit. With drawsRate each row's rate is drawn before its pixels, between lowest and
 * highest; without it is lowest. noisy may be clean.
 */
export function spoiltPixels(
  clean: usize, noisy: usize, rows: i32, size: i32, key0: i32, key1: i32, step: i32,
  drawsRate: i32, lowest: f64, highest: f64, share: f64, first: f32, second: f32,
): void {
  let next = 0
  for (let row = 0; row < rows; row++) {
    const rate = drawsRate ? drawStrength(next++, key0, key1, step, lowest, highest) : lowest
    const firstBelow = rate * share
    for (let left = size; left > 0; left -= PIECE) {
      const count = min(left, PIECE)
      const numbers = numbersFrom(next, count, key0, key1, step)
      for (let i = 0; i < count; i++) {
        const at = <usize>i << 2
        const u = uniform(load<u32>(numbers + at))
        store<f32>(noisy + at, u < firstBelow ? first : u < rate ? second : load<f32>(clean + at))
      }
      next += count
      clean += <usize>count << 2
      noisy += <usize>count << 2
    }
  }
}
