import { describe, expect, it } from 'vitest'
import { drawLatentPoints, type Raster } from './drawLatentPoints.ts'

const STYLE = { radius: 2.5, opacity: 1, colors: [[255, 0, 0] as const, [0, 0, 255] as const] }

describe('drawLatentPoints', () => {
  it('covers a disc of the right area in the right colour', () => {
    const raster = blank(20)
    drawLatentPoints(raster, { positions: new Float32Array([10, 10]), classes: [0] }, STYLE)
    expect(coverage(raster)).toBeCloseTo(Math.PI * 2.5 ** 2, -0.5)
    expect([...pixel(raster, 10, 10)]).toEqual([255, 0, 0, 255])
    expect(pixel(raster, 14, 10)[3]).toBe(0)
  })

  it('puts a later point over an earlier one', () => {
    const raster = blank(20)
    drawLatentPoints(raster, { positions: new Float32Array([10, 10, 10, 10]), classes: [0, 1] }, STYLE)
    expect([...pixel(raster, 10, 10)]).toEqual([0, 0, 255, 255])
  })

  it('mixes where it is not opaque', () => {
    const raster = blank(20)
    drawLatentPoints(raster, { positions: new Float32Array([10, 10, 10, 10]), classes: [0, 1] }, { ...STYLE, opacity: 0.5 })
    const [red, , blue, alpha] = pixel(raster, 10, 10)
    expect(alpha).toBeGreaterThan(185)
    expect(blue).toBeGreaterThan(red as number)
    expect(red).toBeGreaterThan(60)
  })

  it('cuts off what lies over an edge', () => {
    const raster = blank(20)
    const positions = new Float32Array([0, 0, 20, 20, -1, 10, 10, 21, -100, -100, 1e9, 1e9])
    drawLatentPoints(raster, { positions, classes: [0, 0, 0, 0, 0, 0] }, STYLE)
    expect(pixel(raster, 0, 0)[3]).toBeGreaterThan(200)
    expect(pixel(raster, 19, 19)[3]).toBeGreaterThan(200)
    expect(pixel(raster, 19, 0)[3]).toBe(0)
  })

  it('draws on pixels that know their size by accessors, as a canvas’s do', () => {
    const { data, width, height } = blank(20)
    const raster = Object.create({ data, width, height }) as Raster
    drawLatentPoints(raster, { positions: new Float32Array([10, 10]), classes: [0] }, STYLE)
    expect([...pixel(raster, 10, 10)]).toEqual([255, 0, 0, 255])
  })

  it('passes over points that are nowhere or of no class', () => {
    const raster = blank(20)
    drawLatentPoints(raster, { positions: new Float32Array([Number.NaN, 10, 10, 10]), classes: [0, -1] }, STYLE)
    expect(coverage(raster)).toBe(0)
  })
})

function blank(side: number): Raster {
  return { data: new Uint8ClampedArray(4 * side * side), width: side, height: side }
}

function pixel({ data, width }: Raster, x: number, y: number): Uint8ClampedArray {
  return data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4)
}

function coverage({ data }: Raster): number {
  return data.reduce((sum, value, i) => (i % 4 === 3 ? sum + value / 255 : sum), 0)
}
