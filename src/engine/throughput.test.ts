import { describe, expect, it } from 'vitest'
import { Throughput } from './throughput.ts'

describe('Throughput', () => {
  it('[T9] knows nothing before the first mark', () => {
    const throughput = new Throughput()
    expect(throughput.imagesPerSecond).toBe(0)
    throughput.start(5, 100)
    expect(throughput.imagesPerSecond).toBe(0)
  })

  it('[T9] counts images a second from the start, not those before it', () => {
    const throughput = new Throughput()
    throughput.start(1_000, 5_000)
    throughput.mark(1_500, 5_600)
    expect(throughput.imagesPerSecond).toBe(1_200)
  })

  it('[T9] looks back two seconds and no further', () => {
    const throughput = new Throughput()
    throughput.start(0, 0)
    for (let t = 100; t <= 10_000; t += 100) throughput.mark(t, t < 5_000 ? t : 5_000 + 10 * (t - 5_000))
    expect(throughput.imagesPerSecond).toBeCloseTo(10_000, 6)
  })

  it('[T9] waiting that was taken out does not make it slower', () => {
    const throughput = new Throughput()
    throughput.start(0, 0)
    throughput.mark(100, 100)
    throughput.skip(100, 900)
    throughput.mark(1_000, 200)
    expect(throughput.imagesPerSecond).toBeCloseTo(1_000, 6)
  })
  it('[T18] being held up by others is left out of the engine’s own rate, and counts in how fast it gets on', () => {
    const throughput = new Throughput()
    throughput.start(0, 0)
    throughput.mark(100, 100)
    throughput.hold(100, 900)
    throughput.mark(1_000, 200)
    expect(throughput.imagesPerSecond).toBeCloseTo(1_000, 6)
    expect(throughput.imagesPerSecondHeld).toBeCloseTo(200, 6)
  })
})
