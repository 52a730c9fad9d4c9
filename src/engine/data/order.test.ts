import { describe, expect, it } from 'vitest'
import { epochOrder, picturesNeeded } from './order.ts'

const COUNT = 12_000
const CHUNK = 5_000

function sorted(order: Uint32Array): number[] {
  return [...order].sort((a, b) => a - b)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}

describe('epochOrder', () => {
  it('[E6] the first epoch goes through the file chunk after chunk, each shuffled', () => {
    const order = epochOrder(0, 0, COUNT)
    for (const from of [0, CHUNK, 2 * CHUNK]) {
      const to = Math.min(from + CHUNK, COUNT)
      const part = order.subarray(from, to)
      expect(sorted(part)).toEqual(range(from, to))
      expect([...part]).not.toEqual(range(from, to))
    }
  })

  it('[E6] the chunks of the first epoch are shuffled differently', () => {
    const order = epochOrder(0, 0, 2 * CHUNK)
    expect([...order.subarray(CHUNK)].map((position) => position - CHUNK)).not.toEqual([...order.subarray(0, CHUNK)])
  })

  it('[E6] of more pictures, the first chunk of the first epoch comes in the same order', () => {
    expect([...epochOrder(4, 0, 60_000).subarray(0, CHUNK)]).toEqual([...epochOrder(4, 0, COUNT).subarray(0, CHUNK)])
  })

  it('[E7] later epochs shuffle everything, each in an order of its own', () => {
    const second = epochOrder(0, 1, COUNT)
    expect(sorted(second)).toEqual(range(0, COUNT))
    expect(second.subarray(0, CHUNK).filter((position) => position >= CHUNK).length).toBeGreaterThan(2_000)
    expect([...epochOrder(0, 2, COUNT)]).not.toEqual([...second])
  })

  it('[E7] the order depends on data and seed alone', () => {
    for (const epoch of [0, 1, 7]) {
      expect(epochOrder(3, epoch, 700)).toEqual(epochOrder(3, epoch, 700))
      expect(epochOrder(3, epoch, 700)).not.toEqual(epochOrder(4, epoch, 700))
    }
  })
})

describe('picturesNeeded', () => {
  it.each([
    [0, 1, CHUNK],
    [0, CHUNK, CHUNK],
    [0, CHUNK + 1, 2 * CHUNK],
    [0, COUNT, COUNT],
    [1, 1, COUNT],
  ])('[E6] epoch %i up to position %i needs the first %i pictures', (epoch, end, needed) => {
    expect(picturesNeeded(epoch, end, COUNT)).toBe(needed)
  })

  it('[E6] needs no more than there are', () => {
    expect(picturesNeeded(0, 10, 300)).toBe(300)
  })
})
