import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetTexts, type TextLook, textWidth, writeText } from './writeText.ts'

const LOOK: TextLook = { font: '12px Test', color: '#000', align: 'center', baseline: 'middle' }
/** Of every text: from its place to its box's edges, in CSS pixels. */
const BOX = { width: 20, actualBoundingBoxLeft: 10, actualBoundingBoxRight: 10, actualBoundingBoxAscent: 5, actualBoundingBoxDescent: 5 }

let painted: string[]

/** A page without a browser: its canvases note what is written on them. */
function fakePage() {
  const ownerDocument = {
    body: { append: () => {} },
    createElement: () => {
      const canvas = { ownerDocument, width: 0, height: 0 }
      const context = { canvas, measureText: () => BOX, setTransform: () => {}, fillText: (text: string) => painted.push(text) }
      return Object.assign(canvas, { getContext: () => context })
    },
  }
  return ownerDocument as unknown as Document
}

/** A canvas of the page, `scale` device pixels to a unit: where pictures were laid on it. */
function fakeTarget(page: Document, scale = 1) {
  const laid: number[][] = []
  const drawImage = (_: unknown, ...place: number[]) => laid.push(place)
  const context = { canvas: { ownerDocument: page }, getTransform: () => ({ a: scale, e: 0, f: 0 }), drawImage }
  return { context: context as unknown as CanvasRenderingContext2D, laid }
}

beforeEach(() => {
  painted = []
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      constructor(
        readonly width: number,
        readonly height: number,
      ) {}
      getContext = () => null
      transferToImageBitmap = () => ({ width: this.width, height: this.height, close: () => {} })
    },
  )
})
afterEach(() => {
  forgetTexts()
  vi.unstubAllGlobals()
})

describe('writeText', () => {
  it('a text that comes again is not painted again, wherever it stands', () => {
    const { context, laid } = fakeTarget(fakePage())
    writeText(context, '0.5', 40, 30, LOOK)
    writeText(context, '0.5', 140, 31, LOOK)
    expect(painted).toEqual(['0.5'])
    expect(laid).toHaveLength(2)
  })

  it('another text, look or place within a pixel has a picture of its own', () => {
    const { context } = fakeTarget(fakePage())
    writeText(context, '0.5', 40, 30, LOOK)
    writeText(context, '0.6', 40, 30, LOOK)
    writeText(context, '0.5', 40, 30, { ...LOOK, color: '#fff' })
    writeText(context, '0.5', 40, 30.5, LOOK)
    expect(painted).toHaveLength(4)
  })

  it('lies on whole device pixels, its middle where it belongs', () => {
    for (const scale of [1, 2, 3]) {
      const { context, laid } = fakeTarget(fakePage(), scale)
      writeText(context, '0.5', 40.4, 30.7, LOOK)
      const [x, y, width, height] = laid[0] as [number, number, number, number]
      for (const side of [x, y, width, height]) expect(Math.abs(side * scale - Math.round(side * scale))).toBeLessThan(1e-9)
      expect(Math.abs(x + width / 2 - 40.4) * scale).toBeLessThanOrEqual(1)
      expect(Math.abs(y + height / 2 - 30.7) * scale).toBeLessThanOrEqual(1)
    }
  })

  it('paints anew what has been forgotten', () => {
    const { context } = fakeTarget(fakePage())
    writeText(context, '0.5', 40, 30, LOOK)
    forgetTexts()
    writeText(context, '0.5', 40, 30, LOOK)
    expect(painted).toHaveLength(2)
  })

  it('a text that is in use outlives any number that are not', () => {
    const { context } = fakeTarget(fakePage())
    for (let i = 0; i < 2_000; i++) {
      writeText(context, 'epoch', 40, 30, LOOK)
      writeText(context, String(i), 40, 30, LOOK)
    }
    expect(painted.filter((text) => text === 'epoch')).toHaveLength(1)
    writeText(context, '0', 40, 30, LOOK)
    expect(painted.filter((text) => text === '0')).toHaveLength(2)
  })

  it('measures', () => {
    const { context } = fakeTarget(fakePage())
    expect(textWidth(context, '0.5', LOOK.font)).toBe(BOX.width)
  })
})
