import { describe, expect, it } from 'vitest'
import { drawDecodedCurve, meshLines } from './drawDecodedShape.ts'
import type { Palette } from './palette.ts'
import type { PointView } from './pointView.ts'
import { FIRST_TURN } from './turn.ts'

const VIEW: PointView = { axes: 2, turn: FIRST_TURN, side: 200, ratio: 1, centre: [0, 0], reach: 1 }
const palette = { bottleneck: '#c87f0a', surface: '#fffdf9', ink: '#1f2430' } as Palette

interface Stroke {
  readonly color: string
  readonly width: number
  readonly opacity: number
  readonly path: readonly number[]
}

/** Notes what is stroked. */
function recorder() {
  const strokes: Stroke[] = []
  let path: number[] = []
  const context = {
    strokeStyle: '',
    lineWidth: 0,
    globalAlpha: 1,
    save() {},
    restore() {},
    setTransform() {},
    beginPath() {
      path = []
    },
    moveTo: (x: number, y: number) => path.push(x, y),
    lineTo: (x: number, y: number) => path.push(x, y),
    stroke() {
      strokes.push({ color: this.strokeStyle, width: this.lineWidth, opacity: this.globalAlpha, path })
    },
  }
  return { context: context as unknown as CanvasRenderingContext2D, strokes }
}

describe('drawDecodedCurve', () => {
  const places = Float32Array.of(-1, 0, -0.5, 0, 0, 0, 0.5, 0)

  it('[P101] one line through all places, coloured along the code; where no point comes out, thin and faint', () => {
    const { context, strokes } = recorder()
    drawDecodedCurve(context, VIEW, { places, isVisited: Uint8Array.of(1, 0, 1) }, { width: 3, palette })
    const [halo, ...rest] = strokes
    const pieces = rest.sort((a, b) => (a.path[0] as number) - (b.path[0] as number))
    expect(halo?.color).toBe(palette.surface)
    expect(pieces.map(({ path }) => path)).toEqual([
      [0, 100, 50, 100],
      [50, 100, 100, 100],
      [100, 100, 150, 100],
    ])
    expect(new Set(pieces.map(({ color }) => color)).size).toBe(3)
    expect(pieces.map(({ width }) => width)).toEqual([3, 1.5, 3])
    expect(pieces[1]?.opacity).toBeLessThan(0.5)
    expect(pieces[0]?.opacity).toBe(1)
  })

  it('[P101] what is nowhere is passed over', () => {
    const { context, strokes } = recorder()
    drawDecodedCurve(context, VIEW, { places: Float32Array.of(0, 0, Number.NaN, 0, 1, 0), isVisited: Uint8Array.of(1, 1) }, { width: 3, palette })
    expect(strokes.flatMap(({ path }) => path)).toEqual([])
  })
})

describe('meshLines', () => {
  it('[P101] every second line of a whole sheet, each from edge to edge', () => {
    const lines = meshLines({ nodes: 5, isVisited: new Uint8Array(16).fill(1) })
    // Three lines each way of four pieces each.
    expect(lines).toHaveLength(24)
    expect(new Set(lines.map(({ from, to }) => `${from} ${to}`)).size).toBe(24)
    for (const { from, to } of lines) expect([1, 5]).toContain(to - from)
  })

  it('[P101] only around cells that are visited', () => {
    const isVisited = new Uint8Array(16)
    isVisited[0] = 1
    expect(meshLines({ nodes: 5, isVisited }).map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [0, 5],
    ])
    expect(meshLines({ nodes: 5, isVisited: new Uint8Array(16) })).toEqual([])
  })
})
