import { describe, expect, it } from 'vitest'
import { drawClouds } from './drawCloud.ts'
import { type PointView, wholeView } from './pointView.ts'
import { FIRST_TURN } from './turn.ts'

const SIDE = 60
const FLAT: PointView = { axes: 2, turn: FIRST_TURN, side: SIDE, ratio: 1, centre: [0, 0], reach: 1 }
const LOOK = { radius: 2, opacity: 1, colors: [[255, 0, 0] as const, null] }

/** A canvas of pixels alone. */
function blank() {
  let shown: ImageData | null = null
  const context = {
    canvas: { width: SIDE, height: SIDE },
    createImageData: (width: number, height: number) => ({ data: new Uint8ClampedArray(4 * width * height), width, height }),
    putImageData: (image: ImageData) => {
      shown = image
    },
  } as unknown as CanvasRenderingContext2D
  const at = (x: number, y: number) => [...(shown as unknown as ImageData).data.subarray(4 * (y * SIDE + x), 4 * (y * SIDE + x) + 4)]
  return { context, at }
}

describe('drawClouds', () => {
  it('[P104] draws each point where it lies, but none of a class without a colour', () => {
    const { context, at } = blank()
    drawClouds(context, FLAT, [[{ points: Float32Array.of(0.5, 0.5, -0.5, -0.5), labels: [0, 1] }, LOOK]])
    expect(at(45, 15)).toEqual([255, 0, 0, 255])
    expect(at(15, 45)).toEqual([0, 0, 0, 0])
  })

  it('[P104] replaces what was there', () => {
    const { context, at } = blank()
    drawClouds(context, FLAT, [[{ points: Float32Array.of(0.5, 0.5), labels: [0] }, LOOK]])
    drawClouds(context, FLAT, [[{ points: Float32Array.of(0, 0), labels: [0] }, LOOK]])
    expect([at(45, 15)[3], at(30, 30)[3]]).toEqual([0, 255])
  })

  it('[P104] what lies at the back is fainter, and what lies in front covers it', () => {
    const { context, at } = blank()
    const space = wholeView(3, { azimuth: 0, elevation: 0 }, SIDE, 1)
    const points = Float32Array.of(0, -0.9, 0, 0, 0.9, 0, 0.7, 0.9, 0)
    const colors = [[0, 0, 255] as const, [255, 0, 0] as const]
    drawClouds(context, space, [
      [
        { points, labels: [0, 1, 1] },
        { ...LOOK, colors },
      ],
    ])
    const [red = 0, , blue = 0] = at(30, 30)
    expect(blue).toBeGreaterThan(200)
    expect(red).toBeLessThan(50)
    const alone = at(45, 30)[3] as number
    expect(alone).toBeGreaterThan(40)
    expect(alone).toBeLessThan(120)
  })
})
