import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../cli/nodePlatform.ts'
import { Dataset } from '../data/dataset.ts'
import { slicePictures } from '../data/gather.ts'
import { centerDrawing, DIGIT_SIZE } from './centerDrawing.ts'

const PAD = 280
/** Where the makers of MNIST put the centre of mass, in pixels from 0. */
const MIDDLE = 14
const dataset = new Dataset(nodePlatform, { name: 'mnist', train: 1, test: 200 })

beforeAll(() => dataset.load())

describe('centerDrawing', () => {
  it('[A11] nothing drawn: null', () => {
    expect(centerDrawing(new Float32Array(PAD * PAD), PAD)).toBeNull()
    expect(centerDrawing(new Uint8ClampedArray(PAD * PAD), PAD)).toBeNull()
  })

  it('[A11] a square in the middle fills the 20 x 20 box in the middle', () => {
    const picture = drawn({ left: 90, top: 90, width: 100, height: 100 })
    expect(boxOf(picture)).toEqual({ left: 5, top: 5, right: 24, bottom: 24 })
    expect(picture.reduce((sum, value) => sum + value, 0)).toBeCloseTo(400, 3)
  })

  it('[A11] where it was drawn and how dark does not matter', () => {
    const middle = drawn({ left: 100, top: 60, width: 50, height: 150 })
    expect(drawn({ left: 0, top: 0, width: 50, height: 150 })).toEqual(middle)
    expect(drawn({ left: 230, top: 130, width: 50, height: 150 }, 3)).toEqual(middle)
  })

  it('[A11] a line in the corner keeps its shape and its centre of mass comes to the middle', () => {
    const picture = drawn({ left: 0, top: 0, width: 20, height: 160 })
    const { left, top, right, bottom } = boxOf(picture)
    expect([right - left + 1, bottom - top + 1]).toEqual([3, 20])
    expect(Math.abs(centreOf(picture).x - MIDDLE)).toBeLessThanOrEqual(0.5)
    expect(Math.abs(centreOf(picture).y - MIDDLE)).toBeLessThanOrEqual(0.5)
  })

  it('[A11] the centre of mass counts, not the box: a heavy foot pulls the digit up, never over the edge', () => {
    const raster = rasterWith({ left: 100, top: 20, width: 10, height: 200 })
    paint(raster, { left: 20, top: 200, width: 200, height: 40 })
    const picture = centerDrawing(raster, PAD) as Float32Array
    const { top, bottom } = boxOf(picture)
    expect(bottom - top + 1).toBe(20)
    expect(top).toBeLessThan(4)
  })

  it('[A11] a tiny dot stays a small, full dot in the middle', () => {
    const { left, top, right, bottom } = boxOf(drawn({ left: 3, top: 270, width: 4, height: 4 }))
    expect(right - left).toBeLessThanOrEqual(2)
    expect(bottom - top).toBeLessThanOrEqual(2)
    expect(Math.abs((left + right) / 2 - MIDDLE)).toBeLessThanOrEqual(0.5)
    expect(Math.max(...drawn({ left: 3, top: 270, width: 1, height: 1 }))).toBe(1)
  })

  it('[A11] a thin stroke comes out full', () => {
    expect(Math.max(...drawn({ left: 40, top: 40, width: 3, height: 200 }))).toBe(1)
  })

  it('[A11] real digits have their centre of mass there too', () => {
    for (let i = 0; i < 200; i++) {
      const { x, y } = centreOf(slicePictures(dataset.test, i, i + 1))
      expect(Math.max(Math.abs(x - MIDDLE), Math.abs(y - MIDDLE))).toBeLessThanOrEqual(0.5)
    }
  })

  it('[A11] real digits, ten times as large, come out as they were', () => {
    const kept = Array.from({ length: 200 }, (_, i) => {
      const digit = slicePictures(dataset.test, i, i + 1)
      return correlation(centerDrawing(enlarged(digit), PAD) as Float32Array, digit)
    })
    expect(Math.min(...kept)).toBeGreaterThan(0.9)
  })
})

interface Rectangle {
  left: number
  top: number
  width: number
  height: number
}

function drawn(rectangle: Rectangle, ink = 255): Float32Array {
  return centerDrawing(rasterWith(rectangle, ink), PAD) as Float32Array
}

function rasterWith(rectangle: Rectangle, ink = 255): Uint8ClampedArray {
  return paint(new Uint8ClampedArray(PAD * PAD), rectangle, ink)
}

function paint(raster: Uint8ClampedArray, { left, top, width, height }: Rectangle, ink = 255): Uint8ClampedArray {
  for (let y = top; y < top + height; y++) raster.fill(ink, y * PAD + left, y * PAD + left + width)
  return raster
}

function enlarged(digit: Float32Array): Float32Array {
  return Float32Array.from({ length: PAD * PAD }, (_, at) => digit[Math.floor(at / PAD / 10) * DIGIT_SIZE + Math.floor((at % PAD) / 10)] as number)
}

function boxOf(picture: Float32Array) {
  const lit = [...picture.keys()].filter((i) => (picture[i] as number) > 0)
  const [columns, rows] = [lit.map((i) => i % DIGIT_SIZE), lit.map((i) => Math.floor(i / DIGIT_SIZE))]
  return { left: Math.min(...columns), top: Math.min(...rows), right: Math.max(...columns), bottom: Math.max(...rows) }
}

function centreOf(picture: Float32Array): { x: number; y: number } {
  let [mass, x, y] = [0, 0, 0]
  picture.forEach((value, i) => {
    mass += value
    x += value * (i % DIGIT_SIZE)
    y += value * Math.floor(i / DIGIT_SIZE)
  })
  return { x: x / mass, y: y / mass }
}

function correlation(a: Float32Array, b: Float32Array): number {
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanA, meanB] = [mean(a), mean(b)]
  const product = (p: Float32Array, q: Float32Array, meanP: number, meanQ: number) =>
    p.reduce((sum, value, i) => sum + (value - meanP) * ((q[i] as number) - meanQ), 0)
  return product(a, b, meanA, meanB) / Math.sqrt(product(a, a, meanA, meanA) * product(b, b, meanB, meanB))
}
