import { expect, it } from 'vitest'
import type { CodesFrame } from '../../workers/protocol.ts'
import { unitBars } from './unitBars.ts'

const COLORS = { bottleneck: 'amber', faint: 'faint' }

function codes(shares: number[], divergences?: number[]): CodesFrame {
  return {
    activity: { shares: new Float32Array(shares) },
    ...(divergences && { divergences: new Float64Array(divergences) }),
  } as unknown as CodesFrame
}

it('[P76] has the busiest unit first and the dead ones last, apart', () => {
  expect(unitBars(codes([0.25, 0, 0.5]), COLORS)).toEqual([
    { share: 1, color: 'amber' },
    { share: 0.5, color: 'amber' },
    { share: 0, color: 'faint' },
  ])
})

it('[P78] keeps a variational code’s numbers in their order, the unused ones faint', () => {
  expect(unitBars(codes([1, 1, 1], [0.001, 4, 1]), COLORS).map(({ color, share }) => [color, share])).toEqual([
    ['faint', 0.00025],
    ['amber', 1],
    ['amber', 0.25],
  ])
})

it('stands still while nothing is at work', () => {
  expect(unitBars(codes([0, 0]), COLORS)).toEqual([
    { share: 0, color: 'faint' },
    { share: 0, color: 'faint' },
  ])
})
