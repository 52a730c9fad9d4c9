import { describe, expect, it } from 'vitest'
import { applyAlignment, type PlaneMap } from '../engine/analysis/procrustes.ts'
import { PRESETS } from '../spec/presets.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { LatentMapFrame } from '../workers/protocol.ts'
import { alignedMapOf, asItIs, commonPlace, isTurned, ownPlace, placeFromCommon, shownPlace } from './alignedMaps.ts'
import type { AppState, LaneId } from './state.ts'

const { spec: digits } = PRESETS.multilayer
const FIRST = Float32Array.of(0, 0, 4, 0, 0, 3, 2, 2)
/** A quarter turn, mirrored, twice as large and elsewhere. */
const QUARTER: PlaneMap = { matrix: [0, 2, 2, 0], translation: [10, -5] }

describe('alignedMapOf', () => {
  it('[P117] turns and mirrors a map to lie as the first one does, at its own scale', () => {
    const state = stateOf({ 'lane-1': { frame: plane(FIRST) }, 'lane-3': { frame: plane(applyAlignment(FIRST, QUARTER)) } })
    const [first, other] = [alignedMapOf(state, 'lane-1'), alignedMapOf(state, 'lane-3')]
    if (!first || !other) throw new Error('no map')
    expect([isTurned(first), isTurned(other)]).toEqual([false, true])
    expect(first.points).toBe(first.frame.points)
    const [x0 = 0, y0 = 0] = other.points
    for (let i = 0; i < FIRST.length; i += 2) {
      expect((other.points[i] as number) - x0).toBeCloseTo(2 * (FIRST[i] as number), 4)
      expect((other.points[i + 1] as number) - y0).toBeCloseTo(2 * (FIRST[i + 1] as number), 4)
    }
  })

  it('[P120] leads from a place of one map to the same place of another, and from where it is shown to the code', () => {
    const state = stateOf({ 'lane-1': { frame: plane(FIRST) }, 'lane-2': { frame: plane(applyAlignment(FIRST, QUARTER)) } })
    const [first, other] = [alignedMapOf(state, 'lane-1'), alignedMapOf(state, 'lane-2')]
    if (!first || !other) throw new Error('no map')
    const common = commonPlace(first, { x: 1, y: 2 })
    const there = common && placeFromCommon(other, common)
    // (1, 2) through QUARTER.
    expect(there?.x).toBeCloseTo(14, 4)
    expect(there?.y).toBeCloseTo(-3, 4)
    const back = ownPlace(other, shownPlace(other, { x: 14, y: -3 }))
    expect(back.x).toBeCloseTo(14, 4)
    expect(back.y).toBeCloseTo(-3, 4)
    expect(asItIs(other)).toMatchObject({ points: other.frame.points, turned: null, common: other.common })
  })

  it('[P117] aligns by the points that both maps show, and gives the same object until a frame changes', () => {
    const more = Float32Array.of(...FIRST, 50, -70)
    const frames = { 'lane-1': { frame: plane(FIRST) }, 'lane-2': { frame: plane(applyAlignment(more, QUARTER)) } }
    const aligned = alignedMapOf(stateOf(frames), 'lane-2')
    expect(aligned?.points).toHaveLength(10)
    const [x0 = 0, y0 = 0] = aligned?.points ?? []
    expect((aligned?.points[8] as number) - x0).toBeCloseTo(100, 3)
    expect((aligned?.points[9] as number) - y0).toBeCloseTo(-140, 3)
    expect(alignedMapOf(stateOf(frames), 'lane-2')).toBe(aligned)
    const next = stateOf({ ...frames, 'lane-1': { frame: plane(applyAlignment(FIRST, QUARTER)) } })
    expect(alignedMapOf(next, 'lane-2')?.turned?.matrix[0]).toBeCloseTo(1, 5)
  })

  it('[P117] leaves alone a strip, a map of other samples, and one that is alone', () => {
    const strip = { ...plane(FIRST), projection: { mean: new Float32Array(1), axes: [Float32Array.of(1)] } }
    const fashion: RunSpec = { ...digits, data: { name: 'fashion-mnist' } }
    const some: RunSpec = { ...digits, data: { name: 'mnist', classes: [3, 5] } }
    const state = stateOf({
      'lane-1': { frame: strip },
      'lane-2': { frame: plane(applyAlignment(FIRST, QUARTER)), spec: fashion },
      'lane-3': { frame: plane(applyAlignment(FIRST, QUARTER)), spec: some },
      'lane-4': { frame: plane(FIRST) },
    })
    for (const laneId of ['lane-1', 'lane-2', 'lane-3', 'lane-4'] as const) {
      const map = alignedMapOf(state, laneId)
      expect(map && isTurned(map)).toBe(false)
      expect(map?.points).toBe(map?.frame.points)
    }
    expect(alignedMapOf(state, 'lane-1')?.common).toBeNull()
    expect(alignedMapOf(stateOf({ 'lane-1': { frame: null } }), 'lane-1')).toBeNull()
  })

  it('[P117] classes in another order are the same samples', () => {
    const classes = (order: number[]): RunSpec => ({ ...digits, data: { name: 'mnist', classes: order } })
    const state = stateOf({
      'lane-1': { frame: plane(FIRST), spec: classes([3, 5]) },
      'lane-2': { frame: plane(applyAlignment(FIRST, QUARTER)), spec: classes([5, 3]) },
    })
    const map = alignedMapOf(state, 'lane-2')
    expect(map && isTurned(map)).toBe(true)
  })
})

function plane(points: Float32Array): LatentMapFrame {
  const axes = [Float32Array.of(1, 0), Float32Array.of(0, 1)]
  return { step: 0, points, labels: new Uint8Array(points.length / 2), projection: { mean: new Float32Array(2), axes } }
}

function stateOf(lanes: Partial<Record<LaneId, { readonly frame: LatentMapFrame | null; readonly spec?: RunSpec }>>): AppState {
  const each = <Made>(make: (laneId: string, lane: { readonly frame: LatentMapFrame | null; readonly spec?: RunSpec }) => Made) =>
    Object.fromEntries(Object.entries(lanes).map(([laneId, lane]) => [laneId, make(laneId, lane)]))
  return {
    selectedLane: 'lane-1',
    shipped: null,
    lanes: each((laneId) => ({ laneId, runId: laneId })),
    runs: each((runId, { spec = digits }) => ({ runId, spec })),
    live: each((_, { frame }) => ({ map: frame })),
  } as unknown as AppState
}
