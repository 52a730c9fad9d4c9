// A batch's stream of random numbers, as random.ts has it: asked for piece by piece, so that it needs little room.

import { drawNumbers } from './threefry'
import { packedRight } from './workspace'

/** The stream's numbers from `first` on, `count` at least, uint32: their address, good until the next call. Between two products their room is free. */
export function numbersFrom(first: i32, count: i32, key0: i32, key1: i32, step: i32): usize {
  const odd = first & 1
  drawNumbers(packedRight, (count + odd + 7) >> 3, key0, key1, first >> 1, step)
  return packedRight + (<usize>odd << 2)
}

/** Uniform in (0, 1), both ends left out. */
@inline
export function uniform(number: u32): f64 {
  return (<f64>number + 0.5) / 4294967296
}

/** A picture's strength, drawn between the ends with the stream's number `at`. */
export function drawStrength(at: i32, key0: i32, key1: i32, step: i32, weakest: f64, strongest: f64): f64 {
  return weakest + (strongest - weakest) * uniform(load<u32>(numbersFrom(at, 1, key0, key1, step)))
}
