// SHA-256 (FIPS 180-4) in plain TypeScript, for places without crypto.subtle: a page served over plain http to another machine.
// Some 50 ms for a chunk of 4 MB; where the platform has its own, that is used.

const BLOCK_BYTES = 64
const ROUNDS = 64

/** The first 32 bits of the fractional parts of the square roots of the first 8 primes, and of the cube roots of the first 64 (5.3.3, 4.2.2). */
const PRIMES = firstPrimes(ROUNDS)
const INITIAL = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)))
const ROUND_CONSTANTS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)))

/** The digest as 64 lower-case hex digits. */
export function sha256Hex(bytes: Uint8Array): string {
  const state = Int32Array.from(INITIAL)
  const schedule = new Int32Array(ROUNDS)
  const whole = bytes.length - (bytes.length % BLOCK_BYTES)
  compress(state, schedule, bytes.subarray(0, whole))
  compress(state, schedule, padded(bytes.subarray(whole), bytes.length))
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

/** The rest after the last whole block, a 1 bit, zeros and the length in bits: one or two blocks (5.1.1). */
function padded(rest: Uint8Array, length: number): Uint8Array {
  const blocks = new Uint8Array(rest.length + 9 > BLOCK_BYTES ? 2 * BLOCK_BYTES : BLOCK_BYTES)
  blocks.set(rest)
  blocks[rest.length] = 0x80
  const view = new DataView(blocks.buffer)
  view.setUint32(blocks.length - 8, Math.floor(length / 2 ** 29))
  view.setUint32(blocks.length - 4, (length * 8) >>> 0)
  return blocks
}

/** Mixes whole blocks into the state (6.2.2). Overwrites state and schedule. */
function compress(state: Int32Array, schedule: Int32Array, blocks: Uint8Array): void {
  const view = new DataView(blocks.buffer, blocks.byteOffset, blocks.byteLength)
  for (let at = 0; at < blocks.length; at += BLOCK_BYTES) {
    fillSchedule(schedule, view, at)
    mix(state, schedule)
  }
}

function fillSchedule(w: Int32Array, view: DataView, at: number): void {
  for (let t = 0; t < 16; t++) w[t] = view.getInt32(at + 4 * t)
  for (let t = 16; t < ROUNDS; t++) {
    const early = w[t - 15] as number
    const late = w[t - 2] as number
    const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)
    const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10)
    w[t] = ((w[t - 16] as number) + s0 + (w[t - 7] as number) + s1) | 0
  }
}

function mix(state: Int32Array, schedule: Int32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let t = 0; t < ROUNDS; t++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (ROUND_CONSTANTS[t] as number) + (schedule[t] as number)) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = (state[i] as number) + word
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}

function fraction(root: number): number {
  return ((root % 1) * 2 ** 32) | 0
}

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  }
  return primes
}
