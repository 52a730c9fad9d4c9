// Random numbers as a function of seed, purpose and step alone, so that a resumed run repeats the same batches and noise,
// and every engine of every browser draws the same: only exact 32-bit and IEEE operations, no Math.log, no Math.cos.
//
// Threefry-2x32 with 20 rounds: Salmon, Moraes, Dror, Shaw 2011, "Parallel Random Numbers: As Easy as 1, 2, 3", section 4.2.

/** What a stream is for: two purposes never share numbers. The order is part of every run: append only. */
const PURPOSES = [
  'weights',
  'shuffle',
  'corruption',
  'test-corruption',
  'view',
  'points',
  'pixel-order',
  'code-sample',
  'test-code-sample',
  'contractive-direction',
  'prior-sample',
] as const
export type Purpose = (typeof PURPOSES)[number]

/** The half of a stream's key that tells its purpose. */
export function purposeKey(purpose: Purpose): number {
  return PURPOSES.indexOf(purpose)
}

const KEY_PARITY = 0x1bd11bda
const TWO_POW_32 = 2 ** 32

/** An endless sequence of random numbers, the same for the same seed, purpose and step. */
export class RandomStream {
  readonly #key0: number
  readonly #key1: number
  readonly #step: number
  #block = 0
  #spare = 0
  #hasSpare = false

  /** `step`: whatever tells this use from others of its purpose: a step, an epoch, a picture's index, a layer. */
  constructor(seed: number, purpose: Purpose, step: number) {
    this.#key0 = seed | 0
    this.#key1 = purposeKey(purpose)
    this.#step = step | 0
  }

  /** A whole number from 0 to 2^32 - 1. */
  uint32(): number {
    if (this.#hasSpare) {
      this.#hasSpare = false
      return this.#spare
    }
    const pair = threefry(this.#key0, this.#key1, this.#block++, this.#step)
    this.#spare = pair[1]
    this.#hasSpare = true
    return pair[0]
  }

  /** Uniform in (0, 1), both ends left out. */
  uniform(): number {
    return (this.uint32() + 0.5) / TWO_POW_32
  }

  /** A whole number from 0 to count - 1. */
  below(count: number): number {
    return Math.floor(this.uniform() * count)
  }

  /** Standard normal. */
  gaussian(): number {
    return normalQuantile(this.uniform())
  }
}

const block: [number, number] = [0, 0]

/**
 * One block: two 32-bit numbers from a 64-bit key and a 64-bit counter. The returned pair is overwritten by the next call.
 * Five times four rounds, a key added after each four; written out, since noise draws fifty thousand blocks a step.
 */
export function threefry(key0: number, key1: number, counter0: number, counter1: number): readonly [number, number] {
  const key2 = KEY_PARITY ^ key0 ^ key1
  let a = (counter0 + key0) | 0
  let b = (counter1 + key1) | 0
  a = (a + b) | 0
  b = mix(13, a, b)
  a = (a + b) | 0
  b = mix(15, a, b)
  a = (a + b) | 0
  b = mix(26, a, b)
  a = (a + b) | 0
  b = mix(6, a, b)
  a = (a + key1) | 0
  b = (b + key2 + 1) | 0
  a = (a + b) | 0
  b = mix(17, a, b)
  a = (a + b) | 0
  b = mix(29, a, b)
  a = (a + b) | 0
  b = mix(16, a, b)
  a = (a + b) | 0
  b = mix(24, a, b)
  a = (a + key2) | 0
  b = (b + key0 + 2) | 0
  a = (a + b) | 0
  b = mix(13, a, b)
  a = (a + b) | 0
  b = mix(15, a, b)
  a = (a + b) | 0
  b = mix(26, a, b)
  a = (a + b) | 0
  b = mix(6, a, b)
  a = (a + key0) | 0
  b = (b + key1 + 3) | 0
  a = (a + b) | 0
  b = mix(17, a, b)
  a = (a + b) | 0
  b = mix(29, a, b)
  a = (a + b) | 0
  b = mix(16, a, b)
  a = (a + b) | 0
  b = mix(24, a, b)
  a = (a + key1) | 0
  b = (b + key2 + 4) | 0
  a = (a + b) | 0
  b = mix(13, a, b)
  a = (a + b) | 0
  b = mix(15, a, b)
  a = (a + b) | 0
  b = mix(26, a, b)
  a = (a + b) | 0
  b = mix(6, a, b)
  a = (a + key2) | 0
  b = (b + key0 + 5) | 0
  block[0] = a >>> 0
  block[1] = b >>> 0
  return block
}

/** Turns b left and mixes a in. */
function mix(by: number, a: number, b: number): number {
  return ((b << by) | (b >>> (32 - by))) ^ a
}

/**
 * The standard normal's quantile, to about 1 part in 10^7: Wichura 1988, "Algorithm AS 241: The Percentage Points of the
 * Normal Distribution", routine PPND7. `p` in (0, 1).
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    const numerator = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179
    return (q * numerator) / (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1)
  }
  const tail = Math.sqrt(-exactLog(q < 0 ? p : 1 - p))
  const magnitude = tail <= 5 ? nearTail(tail - 1.6) : farTail(tail - 5)
  return q < 0 ? -magnitude : magnitude
}

function nearTail(r: number): number {
  return (((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777) / ((0.12021132975 * r + 0.737001625) * r + 1)
}

function farTail(r: number): number {
  return (((0.017337203997 * r + 0.42868294337) * r + 3.081226386) * r + 6.657905115) / ((0.012258202635 * r + 0.24197894225) * r + 1)
}

/** Natural logarithm from additions, multiplications and one division, so that it is the same everywhere. x > 0; error about 1e-15. */
export function exactLog(x: number): number {
  let exponent = 0
  let m = x
  while (m < Math.SQRT1_2) {
    m *= 2
    exponent--
  }
  while (m > Math.SQRT2) {
    m /= 2
    exponent++
  }
  // ln m = 2 artanh s, s = (m - 1) / (m + 1), |s| < 0.172: eleven terms of the odd series.
  const s = (m - 1) / (m + 1)
  const s2 = s * s
  let sum = 0
  for (let k = 21; k >= 1; k -= 2) sum = sum * s2 + 1 / k
  return 2 * s * sum + exponent * Math.LN2
}

/** A random order of 0 … count - 1 (Fisher and Yates, in Durstenfeld's form), written into `into` from `at`, each plus `offset`. */
export function shuffleInto(into: Uint32Array, at: number, count: number, offset: number, stream: RandomStream): void {
  for (let i = 0; i < count; i++) into[at + i] = offset + i
  for (let i = count - 1; i > 0; i--) {
    const j = stream.below(i + 1)
    const held = into[at + i] as number
    into[at + i] = into[at + j] as number
    into[at + j] = held
  }
}
