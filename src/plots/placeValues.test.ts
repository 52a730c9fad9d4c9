import { describe, expect, it } from 'vitest'
import { placeValues, VALUE_GAP_PX } from './placeValues.ts'

const AXIS = [0, 500] as const

describe('[P137] values along the axis', () => {
  it('stand by factors on a logarithmic scale', () => {
    expect(placeValues([1, 2, 4, 8, 16, 32], 'log', AXIS).places.map(Math.round)).toEqual([0, 100, 200, 300, 400, 500])
  })

  it('stand by their size on a linear one', () => {
    expect(placeValues([0, 1, 2, 4], 'linear', AXIS)).toEqual({ scale: 'linear', places: [0, 125, 250, 500] })
  })

  it('give a 0 on a logarithmic scale a place of its own', () => {
    const { scale, places } = placeValues([0, 1e-4, 1e-3, 1e-2], 'log', AXIS)
    expect([scale, places[0], places[3]]).toEqual(['log', 0, 500])
    expect((places[1] as number) - 0).toBeGreaterThan(VALUE_GAP_PX)
    expect((places[2] as number) - (places[1] as number)).toBeCloseTo((places[3] as number) - (places[2] as number), 6)
    expect(placeValues([0, 0.1], 'log', AXIS).places).toEqual([0, 500])
  })

  it.each([
    ['log', [1, 1.01, 1_000]],
    ['linear', [0, 1, 1_000]],
    ['log', [-1, 0, 10]],
  ] as const)('stand one beside the other where a %s scale would put %j on top of each other', (scale, values) => {
    expect(placeValues(values, scale, AXIS)).toEqual({ scale: 'ordinal', places: [0, 250, 500] })
  })

  it('put one alone in the middle', () => {
    expect(placeValues([7], 'log', AXIS).places).toEqual([250])
  })
})
