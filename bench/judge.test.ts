import { describe, expect, it } from 'vitest'
import { Pictures } from '../src/engine/data/pictures.ts'
import type { LayerWeights } from '../src/engine/forward.ts'
import { judge } from './judge.ts'

const WHITE = 255

/** Two pictures of two pixels: black and white, white and white. */
function pictures(): Pictures {
  const made = new Pictures(2, 2)
  made.append(Uint8Array.from([0, WHITE, WHITE, WHITE, 7, 7]), 2)
  return made
}

/** Answers with its bias whatever it is shown. */
function constant(activation: LayerWeights['activation'], bias: readonly [number, number]): LayerWeights {
  return { type: 'dense', inputs: 2, units: 2, activation, kernel: new Float32Array(4), bias: Float32Array.from(bias) }
}

describe('judge', () => {
  it('means over all pixels of all pictures', () => {
    const { bce, mse } = judge([constant('sigmoid', [0, 0])], pictures())
    expect(bce).toBeCloseTo(Math.log(2), 6)
    expect(mse).toBeCloseTo(0.25, 6)
    expect(judge([constant('linear', [0.5, 1])], pictures()).mse).toBeCloseTo(0.125, 6)
  })

  it('an output outside [0, 1] has a finite BCE and its full squared error', () => {
    const { bce, mse } = judge([constant('linear', [3, 1])], pictures())
    expect(Number.isFinite(bce)).toBe(true)
    expect(mse).toBeCloseTo((9 + 4) / 4, 6)
  })

  it('judges nothing by nothing', () => {
    expect(() => judge([constant('linear', [0, 0])], new Pictures(2, 2))).toThrow(RangeError)
  })
})
