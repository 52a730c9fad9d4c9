import { describe, expect, it } from 'vitest'
import { exactLog, normalQuantile, RandomStream, shuffleInto, threefry } from './random.ts'

const NUMBERS = 100_000

function drawn(stream: RandomStream, count: number): number[] {
  return Array.from({ length: count }, () => stream.uint32())
}

describe('threefry', () => {
  // Known answers of Threefry-2x32-20: Random123 1.14, tests/kat_vectors.
  it.each([
    [0, 0, 0, 0, 0x6b200159, 0x99ba4efe],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
    [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 0xc4923a9c, 0x483df7a0],
  ])('[E1] key %i %i, counter %i %i gives the published numbers', (key0, key1, counter0, counter1, first, second) => {
    expect([...threefry(key0 | 0, key1 | 0, counter0 | 0, counter1 | 0)]).toEqual([first, second])
  })
})

describe('RandomStream', () => {
  it('[E2] gives the same numbers for the same seed, purpose and step, however it is drawn from', () => {
    const one = new RandomStream(3, 'shuffle', 5)
    const other = new RandomStream(3, 'shuffle', 5)
    const numbers = drawn(one, 9)
    expect([other.uint32(), ...drawn(other, 8)]).toEqual(numbers)
  })

  it('[E2] gives other numbers for another seed, another purpose, another step', () => {
    const first = drawn(new RandomStream(3, 'shuffle', 5), 4)
    const others = [new RandomStream(4, 'shuffle', 5), new RandomStream(3, 'corruption', 5), new RandomStream(3, 'shuffle', 6)]
    for (const other of others) expect(drawn(other, 4).filter((number) => first.includes(number))).toEqual([])
  })

  it('[E2] keeps seeds up to 2^32 - 1 apart', () => {
    expect(drawn(new RandomStream(0xffffffff, 'weights', 0), 2)).not.toEqual(drawn(new RandomStream(0x7fffffff, 'weights', 0), 2))
  })

  it('[E2] stays within (0, 1), evenly', () => {
    const stream = new RandomStream(1, 'view', 0)
    const tenths = new Array<number>(10).fill(0)
    for (let i = 0; i < NUMBERS; i++) {
      const u = stream.uniform()
      if (u <= 0 || u >= 1) throw new RangeError(`found ${u}`)
      const tenth = Math.floor(u * 10)
      tenths[tenth] = (tenths[tenth] as number) + 1
    }
    // 10,000 each, standard deviation 95.
    for (const count of tenths) expect(Math.abs(count - NUMBERS / 10)).toBeLessThan(400)
  })

  it('[E3] normal numbers have mean 0, variance 1 and a normal share beyond two', () => {
    const stream = new RandomStream(2, 'corruption', 0)
    let [sum, squares, beyond] = [0, 0, 0]
    for (let i = 0; i < NUMBERS; i++) {
      const z = stream.gaussian()
      sum += z
      squares += z * z
      if (Math.abs(z) > 2) beyond++
    }
    expect(Math.abs(sum / NUMBERS)).toBeLessThan(0.013)
    expect(Math.abs(squares / NUMBERS - 1)).toBeLessThan(0.018)
    expect(Math.abs(beyond / NUMBERS - 0.0455)).toBeLessThan(0.0027)
  })
})

describe('normalQuantile', () => {
  // Ten digits from R's qnorm.
  it.each([
    [0.5, 0],
    [0.75, 0.6744897502],
    [0.9, 1.2815515655],
    [0.975, 1.9599639845],
    [0.999, 3.0902323062],
    [1e-6, -4.753424309],
    [1e-10, -6.3613409024],
    [1e-15, -7.9413453262],
  ])('[E3] of %d is %d to 1 part in 10^6', (p, z) => {
    expect(Math.abs(normalQuantile(p) - z)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(z)))
  })

  it('[E3] is as far below the middle as above it', () => {
    for (const p of [0.01, 0.08, 0.2, 0.45]) expect(normalQuantile(p)).toBeCloseTo(-normalQuantile(1 - p), 12)
  })
})

describe('exactLog', () => {
  it('[E4] agrees with Math.log to 4 units in the last place, from the smallest number to the largest', () => {
    for (const x of [5e-324, 1e-300, 1e-10, 0.3, Math.SQRT1_2, 0.999, 1, 1.0001, Math.SQRT2, 2, Math.E, 10, 12345.678, 1e300]) {
      expect(Math.abs(exactLog(x) - Math.log(x))).toBeLessThanOrEqual(4 * Number.EPSILON * Math.max(1, Math.abs(Math.log(x))))
    }
  })
})

describe('shuffleInto', () => {
  it('[E5] writes every position once, at its place and nowhere else', () => {
    const into = new Uint32Array(12).fill(99)
    shuffleInto(into, 2, 8, 100, new RandomStream(0, 'shuffle', 0))
    expect([...into.subarray(2, 10)].sort((a, b) => a - b)).toEqual([100, 101, 102, 103, 104, 105, 106, 107])
    expect([into[0], into[1], into[10], into[11]]).toEqual([99, 99, 99, 99])
  })

  it('[E5] finds all orders of three equally often', () => {
    const counts = new Map<string, number>()
    const into = new Uint32Array(3)
    for (let i = 0; i < 6_000; i++) {
      shuffleInto(into, 0, 3, 0, new RandomStream(0, 'shuffle', i))
      counts.set(into.join(''), (counts.get(into.join('')) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150)
  })
})
