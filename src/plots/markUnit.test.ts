import { expect, it } from 'vitest'
import { fakeContext } from '../testing/fakeContext.ts'
import { drawActivity, markUnit } from './drawHourglass.ts'
import { layoutHourglass } from './layoutHourglass.ts'
import type { Palette } from './palette.ts'

const COLORS = ['paper', 'surface', 'ink', 'muted', 'faint', 'line', 'encoder', 'bottleneck', 'decoder', 'loss', 'tooMuch', 'missing']
const PALETTE = { ...Object.fromEntries(COLORS.map((name) => [name, '#123456'])), classes: [] } as unknown as Palette

it('[P77] rings the very bead that the unit’s value is drawn in', () => {
  const count = 64
  const layout = layoutHourglass({ units: [784, count, 784], bottleneck: 1, width: 700, height: 500 })
  const values = Float32Array.from({ length: count }, () => -1)
  for (const unit of [0, 17, 63]) {
    const drawn = fakeContext()
    drawActivity(
      drawn.context,
      layout,
      [
        { values: [], peak: 1 },
        { values, peak: 1 },
        { values: [], peak: 1 },
      ],
      PALETTE,
    )
    const marked = fakeContext()
    markUnit(marked.context, layout, { unit, count }, PALETTE)
    const [mark] = marked.ellipses
    const bead = drawn.ellipses[unit]
    expect(mark?.x).toBeCloseTo(bead?.x as number)
    expect(mark?.y).toBeCloseTo(bead?.y as number)
    expect(mark?.radiusX).toBeGreaterThan(bead?.radiusX as number)
  }
})
