import { describe, expect, it } from 'vitest'
import type { NetworkWeights } from '../forward.ts'
import { type DecodedCurve, type DecodedSheet, decodedShape } from './decodedShape.ts'

/** A decoder of one dense layer: code [units] -> code . kernel + bias. The encoder's layer stands only for its place. */
function decoder(units: number, kernel: readonly number[], bias: readonly number[], activation: 'linear' | 'relu' = 'linear'): NetworkWeights {
  const outputs = bias.length
  return {
    step: 0,
    encoderLayers: 1,
    layers: [
      { type: 'dense', inputs: outputs, units, activation: 'linear', kernel: new Float32Array(outputs * units), bias: new Float32Array(units) },
      { type: 'dense', inputs: units, units: outputs, activation, kernel: Float32Array.from(kernel), bias: Float32Array.from(bias) },
    ],
  }
}

function evenly(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1))
}

describe('the decoded curve', () => {
  it('[P101] goes from the lowest code to the highest, each place decoded from its code', () => {
    const shape = decodedShape(decoder(1, [0.5, -1], [0.1, 0]), Float32Array.of(2, -1, 0.5), 1) as DecodedCurve
    expect([shape.codes[0], shape.codes.at(-1)]).toEqual([-1, 2])
    shape.codes.forEach((code, i) => {
      expect(shape.places[2 * i]).toBeCloseTo(0.5 * code + 0.1, 6)
      expect(shape.places[2 * i + 1]).toBeCloseTo(-code, 6)
    })
  })

  it('[P101] has been visited where points come out, and is a guess between them', () => {
    // Points on both thirds at the ends, along a line as long as the codes' span.
    const codes = Float32Array.from([...evenly(0, 1, 200), ...evenly(2, 3, 200)])
    const { codes: along, isVisited } = decodedShape(decoder(1, [1, 0], [0, 0]), codes, 1) as DecodedCurve
    isVisited.forEach((visited, i) => {
      const middle = ((along[i] as number) + (along[i + 1] as number)) / 2
      if (middle < 1 || middle > 2) expect(visited, `at ${middle}`).toBe(1)
      if (middle > 1.1 && middle < 1.9) expect(visited, `at ${middle}`).toBe(0)
    })
  })

  it('[P101] a narrow gap between codes is a wide one on the curve where the decoder hurries through it', () => {
    // Below 1 the place hardly moves; from there on it runs, 100 times as fast, through a gap a fiftieth as wide.
    const codes = Float32Array.from([...evenly(0, 1, 300), ...evenly(1.02, 1.03, 300)])
    const { codes: along, isVisited } = decodedShape(decoder(1, [100, 0], [-100, 0], 'relu'), codes, 1) as DecodedCurve
    const isGuess = [...isVisited].map((visited, i) => ({ visited, middle: ((along[i] as number) + (along[i + 1] as number)) / 2 }))
    expect(isGuess.filter(({ middle, visited }) => middle < 0.99 && !visited)).toEqual([])
    expect(isGuess.some(({ middle, visited }) => middle > 1.005 && middle < 1.015 && !visited)).toBe(true)
  })

  it('[P101] of a dead unit is one place, and of codes that are not finite there is none', () => {
    const dead = decodedShape(decoder(1, [1, 1], [0, 0]), Float32Array.of(0.25, 0.25), 1) as DecodedCurve
    expect(new Set(dead.places)).toEqual(new Set([0.25]))
    expect([...dead.isVisited].every(Boolean)).toBe(true)
    expect(decodedShape(decoder(1, [1, 1], [0, 0]), Float32Array.of(Number.NaN), 1)).toBeNull()
    expect(decodedShape(decoder(1, [1, 1], [0, 0]), new Float32Array(0), 1)).toBeNull()
  })
})

describe('the decoded sheet', () => {
  const flat = decoder(2, [1, 0, 0, 0, 1, 0], [0, 0, 0.5])

  it('[P101] spans the codes both ways, its first number fastest', () => {
    const sheet = decodedShape(flat, Float32Array.of(-1, 0, 1, 4), 2) as DecodedSheet
    expect([sheet.low, sheet.high]).toEqual([
      [-1, 0],
      [1, 4],
    ])
    const { nodes, places } = sheet
    const at = (node: number) => [...places.subarray(3 * node, 3 * node + 3)]
    expect([at(0), at(nodes - 1), at(nodes ** 2 - 1)]).toEqual([
      [-1, 0, 0.5],
      [1, 0, 0.5],
      [1, 4, 0.5],
    ])
  })

  it('[P101] is visited in the cells that have codes; a hole among them is filled, what lies outside is not', () => {
    // A disc of codes, with none in its middle cell; the corners of the square around it are empty.
    const codes: number[] = []
    for (const x of evenly(-1, 1, 97)) {
      for (const y of evenly(-1, 1, 97)) if (Math.hypot(x, y) <= 1 && Math.max(Math.abs(x - 1 / 24), Math.abs(y - 1 / 24)) > 0.045) codes.push(x, y)
    }
    const { nodes, isVisited } = decodedShape(flat, Float32Array.from(codes), 2) as DecodedSheet
    const cells = nodes - 1
    const cell = (x: number, y: number) => isVisited[Math.floor(((y + 1) / 2) * cells) * cells + Math.floor(((x + 1) / 2) * cells)]
    expect([cell(0.04, 0.04), cell(0.5, -0.5)]).toEqual([1, 1])
    expect([cell(-0.95, -0.95), cell(0.95, 0.95), cell(0.9, -0.9)]).toEqual([0, 0, 0])
  })
})

it('[P101] a code of three numbers has no shape to be drawn', () => {
  expect(decodedShape(decoder(3, new Array<number>(9).fill(1), [0, 0, 0]), Float32Array.of(1, 2, 3), 3)).toBeNull()
})
