import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { depthOf, withDepth } from './depth.ts'
import { editSpec } from './editSpec.ts'
import { planNetwork } from './network.ts'
import { PRESETS } from './presets.ts'
import { ACTIVATIONS } from './runSpec.ts'

const { vanilla, multilayer, convolutional, sparse } = PRESETS

/** Widths from input to code. */
function taper(spec: Parameters<typeof planNetwork>[0]): number[] {
  const { inputs, layers } = planNetwork(spec)
  return [inputs, ...layers.filter(({ role }) => role === 'encoder' || role === 'latent').map(({ units }) => units)]
}

describe('withDepth', () => {
  it.each([
    [0, [784, 2]],
    [1, [784, 91, 2]],
    [2, [784, 128, 64, 2]],
    [3, [784, 201, 91, 27, 2]],
  ])('[S26] multilayer with %s hidden layers keeps its taper', (depth, widths) => {
    const spec = withDepth(multilayer.spec, depth)
    expect(taper(spec)).toEqual(widths)
    expect(depthOf(spec)).toBe(depth)
  })

  it('[S26] a network without hidden layers gets them evenly tapered, with relu, mirrored in the decoder', () => {
    const spec = withDepth(vanilla.spec, 2)
    expect(taper(spec)).toEqual([784, 270, 93, 32])
    expect(spec.model.encoder).toEqual([
      { type: 'dense', units: 270, activation: 'relu' },
      { type: 'dense', units: 93, activation: 'relu' },
    ])
    expect(planNetwork(spec).layers.map(({ units }) => units)).toEqual([270, 93, 32, 93, 270, 784])
    expect(withDepth(sparse.spec, 1).model).toMatchObject({ tied: true, latent: sparse.spec.model.latent })
  })

  it('[S26] a layer bends as the nearest one did; a written decoder stands as written', () => {
    const encoder = [
      { type: 'dense', units: 100, activation: 'tanh' },
      { type: 'dense', units: 50, activation: 'elu' },
    ]
    const decoder = [{ type: 'dense', units: 77, activation: 'relu' }]
    const base = editSpec(editSpec(multilayer.spec, 'model.encoder', encoder), 'model.decoder', decoder)
    const deeper = withDepth(base, 4)
    expect(deeper.model.encoder.map((layer) => 'activation' in layer && layer.activation)).toEqual(['tanh', 'tanh', 'elu', 'elu'])
    expect(deeper.model.decoder).toEqual(decoder)
  })

  it('[S26] at its own depth a network stays as it is, at any other no layer is wider or narrower than its neighbours in the taper were', () => {
    const layer = fc.record({ type: fc.constant('dense'), units: fc.integer({ min: 1, max: 500 }), activation: fc.constantFrom(...ACTIVATIONS) })
    fc.assert(
      fc.property(fc.array(layer, { maxLength: 6 }), fc.integer({ min: 0, max: 12 }), (encoder, depth) => {
        const spec = editSpec(multilayer.spec, 'model.encoder', encoder)
        expect(withDepth(spec, encoder.length)).toEqual(spec)
        const widths = taper(spec)
        const others = taper(withDepth(spec, depth))
        expect(others).toHaveLength(depth + 2)
        for (const width of others) {
          expect(width).toBeGreaterThanOrEqual(Math.min(...widths))
          expect(width).toBeLessThanOrEqual(Math.max(...widths))
        }
      }),
    )
  })

  it.each([-1, 1.5, 33, '2', null, [1]])('[S26] %j hidden layers are refused', (depth) => {
    expect(() => withDepth(multilayer.spec, depth)).toThrow(`depth: found ${JSON.stringify(depth)}; allowed: a whole number from 0 to 32`)
  })

  it('[S26] convolutions have no one taper: their depth is refused with what can be varied instead', () => {
    expect(depthOf(convolutional.spec)).toBeNull()
    expect(() => withDepth(convolutional.spec, 1)).toThrow('vary model.encoder')
    const conv = { type: 'conv', filters: 4, kernel: 3, stride: 2, activation: 'relu' }
    expect(depthOf(editSpec(editSpec(convolutional.spec, 'model.encoder', []), 'model.latent', conv))).toBeNull()
  })
})
