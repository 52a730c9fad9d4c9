import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LayerShape } from '../../spec/layerShapes.ts'
import { parameterShapes, product } from '../../spec/layerShapes.ts'
import { planNetwork } from '../../spec/network.ts'
import { PRESETS } from '../../spec/presets.ts'
import { smallSpec } from '../../testing/digits.ts'
import { forward, type LayerWeights, type NetworkWeights } from '../forward.ts'
import { byteNetworkSize, byteWeightsSize, networkFromBytes, networkToBytes } from './byteWeights.ts'

/** Float32 rounds what is multiplied back. */
const FLOAT_ROUNDING = 1 + 1e-5

/** Weights of any size for these layers, from a seed. */
function networkFrom(shapes: readonly LayerShape[], seed: number): NetworkWeights {
  const wave = (count: number, at: number) => Float32Array.from({ length: count }, (_, i) => Math.sin(seed + at + 7 * i) * Math.exp(Math.cos(3 * i)))
  const layers = shapes.map((shape, at): LayerWeights => {
    const sides = parameterShapes(shape)
    return { ...shape, kernel: wave(product(sides?.kernel ?? [0]), at), bias: wave(product(sides?.bias ?? [0]), at) }
  })
  return { step: 12, layers, encoderLayers: 1 }
}

function shapesOf(changes: Record<string, unknown>): LayerShape[] {
  return planNetwork(smallSpec(changes)).layers.map(({ role: _, path: __, ...shape }) => shape)
}

const KINDS: Record<string, LayerShape[]> = {
  dense: shapesOf({}),
  tied: shapesOf({ 'model.tied': true }),
  variational: shapesOf({ 'model.latent.variational': { beta: 1 } }),
  convolutional: shapesOf({
    'model.encoder': [
      { type: 'conv', filters: 4, kernel: 3, stride: 2, activation: 'relu' },
      { type: 'max-pool', size: 2 },
    ],
  }),
}

describe('weights in bytes', () => {
  for (const [kind, shapes] of Object.entries(KINDS)) {
    it(`[E102] of ${kind} layers come back in their shape, within a 254th of the largest in their row, biases exactly`, () => {
      fc.assert(
        fc.property(fc.double({ min: -1e3, max: 1e3, noNaN: true }), (seed) => {
          const network = networkFrom(shapes, seed)
          const back = networkFromBytes(networkToBytes(network))
          expect({ ...back, layers: back.layers.map(({ kernel, ...rest }) => ({ ...rest, numbers: kernel.length })) }).toEqual({
            ...network,
            layers: network.layers.map(({ kernel, ...rest }) => ({ ...rest, numbers: kernel.length })),
          })
          back.layers.forEach(({ kernel }, i) => {
            const { kernel: given, ...shape } = network.layers[i] as LayerWeights
            const row = parameterShapes(shape)?.kernel.at(-1) ?? 1
            for (let at = 0; at < kernel.length; at += row) {
              const largest = given.subarray(at, at + row).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
              for (let j = at; j < at + row; j++) {
                const lost = Math.abs((kernel[j] as number) - (given[j] as number))
                if (lost > (largest / 254) * FLOAT_ROUNDING + 1e-30) throw new RangeError(`layer ${i}, ${j}: ${lost} of ${largest}`)
              }
            }
          })
        }),
        { numRuns: 20 },
      )
    })

    it(`[E102] of ${kind} layers take as many bytes as was said before`, () => {
      expect(byteNetworkSize(networkToBytes(networkFrom(shapes, 1)))).toBe(byteWeightsSize(shapes))
    })
  }

  it('[E102] go through the forward pass: what comes out lies as near as the weights do', () => {
    const [first] = KINDS.dense as [LayerShape]
    const network = networkFrom([{ ...first, activation: 'linear' }], 3)
    const input = Float32Array.from({ length: first.inputs }, (_, i) => Math.abs(Math.sin(i)))
    const [exact, back] = [network, networkFromBytes(networkToBytes(network))].map(({ layers }) => forward(layers, input)) as [
      Float32Array,
      Float32Array,
    ]
    const { kernel } = network.layers[0] as LayerWeights
    // Of a sum: each input times half a step of its row.
    const bound = input.reduce((sum, x, i) => {
      const row = kernel.subarray(i * first.units, (i + 1) * first.units)
      return sum + (x * row.reduce((most, value) => Math.max(most, Math.abs(value)), 0)) / 254
    }, 0)
    for (let j = 0; j < exact.length; j++) expect(Math.abs((exact[j] as number) - (back[j] as number))).toBeLessThan(bound * 1.01)
  })

  it('[E101] of multilayer are small enough for 40 and more in 20 MB', () => {
    const { layers, parameters } = planNetwork(PRESETS.multilayer.spec)
    expect(parameters).toBe(218_514)
    expect(byteWeightsSize(layers)).toBeLessThan(parameters * 1.1)
    expect(20_000_000 / byteWeightsSize(layers)).toBeGreaterThan(40)
  })
})
