// Random numbers, those of random.ts to the bit: Threefry-2x32 with 20 rounds, four blocks at once.
// Salmon, Moraes, Dror, Shaw 2011, "Parallel Random Numbers: As Easy as 1, 2, 3", section 4.2.

const KEY_PARITY: i32 = 0x1bd11bda

/** numbers [8 vectors], uint32: those of the stream from block `block` on, two a block, four blocks a vector. */
export function drawNumbers(numbers: usize, vectors: i32, key0: i32, key1: i32, block: i32, step: i32): void {
  const key2 = KEY_PARITY ^ key0 ^ key1
  const end = numbers + (<usize>vectors << 5)
  const first = i32x4.splat(step + key1)
  let counters = i32x4.add(i32x4(0, 1, 2, 3), i32x4.splat(block + key0))
  for (; numbers < end; numbers += 32) {
    let a = counters
    let b = first
    // Five times four rounds, a key added after each four.
    a = i32x4.add(a, b)
    b = mix(b, a, 13)
    a = i32x4.add(a, b)
    b = mix(b, a, 15)
    a = i32x4.add(a, b)
    b = mix(b, a, 26)
    a = i32x4.add(a, b)
    b = mix(b, a, 6)
    a = i32x4.add(a, i32x4.splat(key1))
    b = i32x4.add(b, i32x4.splat(key2 + 1))
    a = i32x4.add(a, b)
    b = mix(b, a, 17)
    a = i32x4.add(a, b)
    b = mix(b, a, 29)
    a = i32x4.add(a, b)
    b = mix(b, a, 16)
    a = i32x4.add(a, b)
    b = mix(b, a, 24)
    a = i32x4.add(a, i32x4.splat(key2))
    b = i32x4.add(b, i32x4.splat(key0 + 2))
    a = i32x4.add(a, b)
    b = mix(b, a, 13)
    a = i32x4.add(a, b)
    b = mix(b, a, 15)
    a = i32x4.add(a, b)
    b = mix(b, a, 26)
    a = i32x4.add(a, b)
    b = mix(b, a, 6)
    a = i32x4.add(a, i32x4.splat(key0))
    b = i32x4.add(b, i32x4.splat(key1 + 3))
    a = i32x4.add(a, b)
    b = mix(b, a, 17)
    a = i32x4.add(a, b)
    b = mix(b, a, 29)
    a = i32x4.add(a, b)
    b = mix(b, a, 16)
    a = i32x4.add(a, b)
    b = mix(b, a, 24)
    a = i32x4.add(a, i32x4.splat(key1))
    b = i32x4.add(b, i32x4.splat(key2 + 4))
    a = i32x4.add(a, b)
    b = mix(b, a, 13)
    a = i32x4.add(a, b)
    b = mix(b, a, 15)
    a = i32x4.add(a, b)
    b = mix(b, a, 26)
    a = i32x4.add(a, b)
    b = mix(b, a, 6)
    a = i32x4.add(a, i32x4.splat(key2))
    b = i32x4.add(b, i32x4.splat(key0 + 5))
    v128.store(numbers, v128.shuffle<i32>(a, b, 0, 4, 1, 5))
    v128.store(numbers, v128.shuffle<i32>(a, b, 2, 6, 3, 7), 16)
    counters = i32x4.add(counters, i32x4.splat(4))
  }
}

/** Turns b left and mixes a in. */
@inline
function mix(b: v128, a: v128, by: i32): v128 {
  return v128.xor(v128.or(i32x4.shl(b, by), i32x4.shr_u(b, 32 - by)), a)
}
