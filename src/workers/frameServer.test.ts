import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../cli/nodePlatform.ts'
import { MeasuringBudget } from '../engine/budget.ts'
import { slicePictures } from '../engine/data/gather.ts'
import { forward } from '../engine/forward.ts'
import { TrainingLoop } from '../engine/loop.ts'
import { openRun, smallSpec, useBackend } from '../testing/digits.ts'
import { FrameServer } from './frameServer.ts'
import type { Frame, FrameRequest } from './protocol.ts'

const GRID = { x: [-2, 2], y: [-1, 1], columns: 4, rows: 3 } as const
const VIEWS = ['activations', 'map', 'grid', 'reconstructions', 'weights'] as const
const MANY = 1_000_000

/** A frame server on a clock that the test moves, its run ten steps in and at rest. */
async function openServer(changes: Record<string, unknown> = { 'model.latent.units': 2 }) {
  const clock = { now: 0 }
  const run = await openRun(smallSpec(changes))
  const loop = new TrainingLoop(run, { platform: nodePlatform })
  await loop.train({ steps: 10 })
  const budget = new MeasuringBudget()
  return { clock, run, loop, budget, server: new FrameServer(loop, budget, () => clock.now) }
}

/** Asks for everything. */
function request(changes: Partial<FrameRequest> = {}): FrameRequest {
  const pictures = new Float32Array(2 * 784).fill(0.5)
  return {
    runId: 'run-1',
    revision: 3,
    historyFrom: 0,
    viewVersion: 1,
    sample: pictures.subarray(0, 784),
    mapPoints: 50,
    grid: GRID,
    pictures,
    weights: true,
    ...changes,
  }
}

function viewsOf(frame: Frame): string[] {
  return VIEWS.filter((name) => frame[name] !== undefined)
}

describe('FrameServer', () => {
  beforeAll(() => useBackend('wasm'))

  it('[W1] a frame names its run and revision, and carries metrics, progress and history', async () => {
    const { server, run } = await openServer()
    const frame = server.serve({ runId: 'run-1', revision: 3, historyFrom: 0, viewVersion: 0 })
    expect(frame).toMatchObject({ runId: 'run-1', revision: 3, historyFrom: 0, pending: false })
    expect(frame.metrics).toMatchObject({ runId: 'run-1', step: 10, status: 'paused' })
    expect(frame.progress).toMatchObject({ samplesPlanned: 1_200, trainingPictures: 600, picturesRead: 600 })
    expect(frame.history).toEqual(run.history.records)
    expect(viewsOf(frame)).toEqual([])
    run.dispose()
  })

  it('[W2] holds only the views that were asked for', async () => {
    const { server, run } = await openServer()
    expect(viewsOf(server.serve(request()))).toEqual(['activations', 'map', 'reconstructions', 'weights'])
    const { sample: _, ...rest } = request({ viewVersion: 2, weights: false })
    expect(viewsOf(server.serve(rest))).toEqual(['grid', 'reconstructions'])
    run.dispose()
  })

  it('[W3] at rest serves a view once for a step and a view version, and again when either changes', async () => {
    const { server, run, loop } = await openServer()
    server.serve(request())
    server.serve(request())
    expect(viewsOf(server.serve(request()))).toEqual([])
    expect(viewsOf(server.serve(request({ viewVersion: 2 })))).toEqual(['activations', 'reconstructions'])
    expect(viewsOf(server.serve(request({ viewVersion: 2, mapPoints: 60 })))).toEqual(['map', 'grid'])
    expect(viewsOf(server.serve(request({ viewVersion: 2, mapPoints: 60, grid: { ...GRID, columns: 5 } })))).toEqual(['grid'])
    await loop.train({ steps: 1 })
    expect(viewsOf(server.serve(request({ viewVersion: 2 })))).toEqual([...VIEWS])
    run.dispose()
  })

  it('[W4] while training a view is served no more often than it is wished for, or a tenth sooner', async () => {
    const { server, run, loop, clock } = await openServer({ 'training.steps': MANY })
    server.serve(request())
    server.serve(request())
    loop.play('full')
    const next = () => {
      const { step } = run
      run.tryStep()
      expect(run.step).toBe(step + 1)
      return viewsOf(server.serve(request()))
    }
    clock.now = 44
    expect(next()).toEqual([])
    clock.now = 46
    expect(next()).toEqual(['activations'])
    clock.now = 179
    expect(next()).toEqual(['activations'])
    clock.now = 181
    expect(next()).toEqual(['map', 'reconstructions'])
    clock.now = 600
    expect(next()).toEqual([...VIEWS])
    await loop.stop()
    run.dispose()
  })

  it('[W5] while training nothing is served beyond the budget, and the frame says that more is to come', async () => {
    const { server, run, loop, budget, clock } = await openServer({ 'training.steps': MANY })
    loop.play('full')
    budget.isAffordable(0)
    budget.spend(MANY)
    const frame = server.serve(request())
    expect([viewsOf(frame), frame.pending]).toEqual([[], true])
    clock.now = 1e9
    expect(viewsOf(server.serve(request())).length).toBeGreaterThan(0)
    await loop.stop()
    expect(server.serve(request()).pending).toBe(false)
    run.dispose()
  })

  it('[W5] of what has been waited for longest comes first, when there is not enough for all', async () => {
    const { run, loop, budget } = await openServer({ 'training.steps': MANY })
    let now = 0
    // Looking at the clock takes 100 ms here: each view overdraws the budget.
    const server = new FrameServer(loop, budget, () => (now += 100))
    loop.play('full')
    const next = () => {
      now += 10_000
      run.tryStep()
      return viewsOf(server.serve(request({ grid: GRID })))
    }
    // Of first looks, which cost more than any after them, all can be had.
    expect(next()).toEqual(['activations', 'map', 'reconstructions', 'weights'])
    expect(next()).toContain('grid')
    const seen = Array.from({ length: 6 }, () => next().join())
    expect(seen.every((views) => !views.includes(','))).toBe(true)
    expect(new Set(seen)).toEqual(new Set(VIEWS))
    await loop.stop()
    run.dispose()
  })

  it('[W5] while training, who asks again at once has two views at a time, and all of them one after the other', async () => {
    const { server, run, loop, clock } = await openServer({ 'training.steps': MANY })
    server.serve(request())
    server.serve(request())
    loop.play('full')
    const next = (now: number) => {
      clock.now = now
      run.tryStep()
      return viewsOf(server.serve(request()))
    }
    expect(next(1_000)).toEqual([...VIEWS])
    clock.now = 2_000
    server.serve({ runId: 'run-1', revision: 3, historyFrom: 0, viewVersion: 1 })
    const [first, second, third] = [2_016, 2_032, 2_048].map(next) as [string[], string[], string[]]
    expect([first.length, second.length]).toEqual([2, 2])
    expect(new Set([...first, ...second, ...third])).toEqual(new Set(VIEWS))
    await loop.stop()
    run.dispose()
  })

  it('[W6] while training the map holds at most 500 points, at rest as many as asked for', async () => {
    const { server, run, loop, clock } = await openServer({ 'training.steps': MANY, 'data.test': 900 })
    expect(server.serve(request({ mapPoints: 2_000 })).map?.labels.length).toBe(900)
    loop.play('full')
    clock.now = 1_000
    expect(server.serve(request({ mapPoints: 2_000 })).map?.points.length).toBe(2 * 500)
    await loop.stop()
    run.dispose()
  })

  it('[W6] the points of a code of two are the codes themselves, a wider one is projected', async () => {
    for (const units of [2, 8]) {
      const { server, run } = await openServer({ 'model.latent.units': units })
      const { map } = server.serve(request({ mapPoints: 5 }))
      const { layers } = run.weights()
      const code = forward(layers.slice(0, 2), slicePictures(run.dataset.test, 0, 1))
      expect([map?.points.length, map?.step]).toEqual([10, 10])
      if (units === 2) expect(Math.abs((map?.points[1] as number) - (code[1] as number))).toBeLessThan(1e-5)
      else expect(map?.projection.axes.map(({ length }) => length)).toEqual([8, 8])
      run.dispose()
    }
  })

  it('[W7] the grid decodes the middle of each cell, row by row from the top', async () => {
    const { server, run } = await openServer()
    server.serve(request())
    const { grid } = server.serve(request())
    const { layers } = run.weights()
    expect(grid?.pictures.length).toBe(4 * 3 * 784)
    for (const [cell, x, y] of [
      [0, -1.5, 2 / 3],
      [3, 1.5, 2 / 3],
      [9, -0.5, -2 / 3],
    ] as const) {
      const expected = forward(layers.slice(2), [x, y])
      const found = grid?.pictures.subarray(cell * 784, (cell + 1) * 784) as Uint8Array
      expect(found.every((byte, i) => Math.abs(byte - 255 * (expected[i] as number)) < 0.51)).toBe(true)
    }
    run.dispose()
  })

  it('[W8] sends the history from the last record that the page has, which may have gained a test loss', async () => {
    const { server, run, loop } = await openServer()
    await loop.train()
    expect(server.serve(request({ historyFrom: 1 }))).toMatchObject({ historyFrom: 0, history: [{ step: 10 }, { step: 20 }] })
    expect(server.serve(request({ historyFrom: 2 }))).toMatchObject({ historyFrom: 1, history: [{ step: 20 }] })
    expect(server.serve(request({ historyFrom: 40 }))).toMatchObject({ historyFrom: 1, history: [{ step: 20 }] })
    run.dispose()
  })

  it('[W9] says why a run stands still: a loss that ran away, an error, a file', async () => {
    const wild = await openServer({ 'training.optimizer': 'sgd', 'training.learningRate': 1e30 })
    expect(wild.server.serve(request()).problem).toEqual({ kind: 'diverged', step: 10, learningRate: 1e30 })
    wild.run.dispose()
    const { server, run, loop } = await openServer()
    expect(server.serve(request())).not.toHaveProperty('problem')
    loop.failure = 'no memory'
    expect(server.serve(request()).problem).toEqual({ kind: 'failed', message: 'no memory' })
    run.dispose()
  })
})
