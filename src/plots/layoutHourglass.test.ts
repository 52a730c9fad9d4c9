import { describe, expect, it } from 'vitest'
import { layoutHourglass } from './layoutHourglass.ts'

const HALVES: Record<string, number[]> = {
  'no hidden layer': [],
  'one hidden layer': [64],
  'two hidden layers': [128, 64],
  'eight hidden layers': [700, 512, 256, 128, 64, 32, 16, 8],
}
const SIZES = [
  { width: 790, height: 540 },
  { width: 640, height: 410 },
  { width: 362, height: 340 },
]

function layoutOf(half: number[], size: { width: number; height: number }, latent = 2) {
  const units = [784, ...half, latent, ...half.toReversed(), 784]
  return layoutHourglass({ units, bottleneck: half.length + 1, ...size })
}

describe('layoutHourglass', () => {
  for (const [name, half] of Object.entries(HALVES)) {
    for (const size of SIZES) {
      it(`keeps pictures and bars apart and inside: ${name}, ${size.width} x ${size.height}`, () => {
        const layout = layoutOf(half, size)
        const [first, last] = [layout.bars[0], layout.bars.at(-1)]
        expect(layout.inputLeft).toBeGreaterThanOrEqual(0)
        expect(layout.inputLeft + layout.pictureSide).toBeLessThan((first?.center ?? 0) - (first?.width ?? 0) / 2)
        expect(layout.outputLeft).toBeGreaterThan((last?.center ?? 0) + (last?.width ?? 0) / 2)
        expect(layout.outputLeft + layout.pictureSide).toBeLessThanOrEqual(layout.width)
        for (const bar of layout.bars) {
          expect(bar.top).toBeGreaterThanOrEqual(0)
          expect(bar.top + bar.height).toBeLessThan(layout.labelsTop)
        }
        expect(layout.wordsTop).toBeLessThan(size.height)
      })
    }
  }

  it('leaves a finger its width between two steppers', () => {
    const layout = layoutOf(HALVES['eight hidden layers'] as number[], { width: 362, height: 340 })
    expect(layout.gap).toBeGreaterThanOrEqual(24)
    expect(layout.width).toBeGreaterThan(362)
  })

  it('adds the same height for each doubling of a wide layer', () => {
    const heights = layoutOf([256, 128, 64], { width: 790, height: 540 }).bars.map((bar) => bar.height)
    const [, a = 0, b = 0, c = 0] = heights
    expect(a - b).toBeGreaterThan(10)
    expect(Math.abs(a - b - (b - c))).toBeLessThanOrEqual(2)
  })

  it('makes room in the bottleneck for beads with values', () => {
    const neck = layoutOf([64], { width: 790, height: 540 }, 8)
    const bar = neck.bars[neck.bottleneck]
    expect(bar?.height).toBeGreaterThanOrEqual(8 * neck.bead)
  })

  it('is no wider than the room while there is room', () => {
    expect(layoutOf([128, 64], { width: 362, height: 340 }).width).toBe(362)
  })

  it('takes a bottleneck wider than the input', () => {
    const layout = layoutOf([], { width: 640, height: 410 }, 2048)
    const [input, neck] = layout.bars
    expect(neck?.height).toBeGreaterThan(input?.height ?? 0)
  })
})
