import { describe, expect, it } from 'vitest'
import { checkSpec } from './checkSpec.ts'
import { planNetwork } from './network.ts'
import { PRESETS } from './presets.ts'
import type { RunSpec } from './runSpec.ts'

const { vanilla, multilayer, denoising } = PRESETS

const CONV_16 = { type: 'conv', filters: 16, kernel: 3, stride: 2, activation: 'relu' } as const
const CONV_32 = { ...CONV_16, filters: 32 } as const

function spatial(encoder: RunSpec['model']['encoder'], latent: RunSpec['model']['latent'], decoder?: RunSpec['model']['encoder']): RunSpec {
  return { ...vanilla.spec, model: { encoder, latent, ...(decoder && { decoder }) } }
}

describe('planNetwork', () => {
  it('[S11] multilayer is 784-128-64-2-64-128-784 with 218,514 parameters', () => {
    const plan = planNetwork(multilayer.spec)
    expect([plan.inputs, ...plan.layers.map(({ units }) => units)]).toEqual([784, 128, 64, 2, 64, 128, 784])
    expect(plan.layers.map(({ role }) => role)).toEqual(['encoder', 'encoder', 'latent', 'decoder', 'decoder', 'output'])
    expect(plan.layers.map(({ activation }) => activation)).toEqual(['relu', 'relu', 'linear', 'relu', 'relu', 'sigmoid'])
    expect([plan.parameters, plan.latent, plan.inputShape]).toEqual([218_514, 2, [28, 28, 1]])
  })

  it('[S11] vanilla is 784-32-784 with 50,992 parameters, denoising 784-128-784', () => {
    expect(planNetwork(vanilla.spec)).toMatchObject({ parameters: 50_992, latent: 32, inputs: 784 })
    expect(planNetwork(denoising.spec).layers.map(({ inputs, units }) => [inputs, units])).toEqual([
      [784, 128],
      [128, 784],
    ])
  })

  it('[S12] both sides of a mirror lead to the same field, the output to none', () => {
    expect(planNetwork(multilayer.spec).layers.map(({ path }) => path)).toEqual([
      'model.encoder.0.units',
      'model.encoder.1.units',
      'model.latent.units',
      'model.encoder.1.units',
      'model.encoder.0.units',
      undefined,
    ])
  })

  it('[S12] a written decoder stands as it is written, its fields its own', () => {
    const decoder = [{ type: 'dense', units: 50, activation: 'tanh' }] as const
    const plan = planNetwork(checkSpec({ ...multilayer.spec, model: { ...multilayer.spec.model, decoder } }))
    expect(plan.layers.map(({ units }) => units)).toEqual([128, 64, 2, 50, 784])
    expect(plan.layers[3]).toMatchObject({ role: 'decoder', activation: 'tanh', path: 'model.decoder.0.units' })
  })

  it('[S12] an empty decoder goes straight from the bottleneck to the output', () => {
    const plan = planNetwork(checkSpec({ ...multilayer.spec, model: { ...multilayer.spec.model, decoder: [] } }))
    expect(plan.layers.map(({ units }) => units)).toEqual([128, 64, 2, 784])
  })

  it('[S13] pictures in [0, 1] get a sigmoid output unless the spec says linear', () => {
    const linear = checkSpec({ ...vanilla.spec, loss: 'mse', model: { ...vanilla.spec.model, output: 'linear' } })
    expect(planNetwork(vanilla.spec).layers.at(-1)?.activation).toBe('sigmoid')
    expect(planNetwork(linear).layers.at(-1)?.activation).toBe('linear')
  })

  it('[S19] the convolutional hourglass is mirrored layer by layer: 28, 14, 7 and back, 61,329 parameters', () => {
    const plan = planNetwork(spatial([CONV_16, CONV_32], { units: 16, activation: 'linear' }))
    expect(plan.layers.map(({ type, inputs, units }) => [type, inputs, units])).toEqual([
      ['conv', 784, 14 * 14 * 16],
      ['conv', 14 * 14 * 16, 7 * 7 * 32],
      ['dense', 7 * 7 * 32, 16],
      ['dense', 16, 7 * 7 * 32],
      ['conv-transpose', 7 * 7 * 32, 14 * 14 * 16],
      ['conv-transpose', 14 * 14 * 16, 784],
    ])
    expect(plan.layers.map(({ activation }) => activation)).toEqual(['relu', 'relu', 'linear', 'relu', 'relu', 'sigmoid'])
    expect(plan.layers.map(({ path }) => path)).toEqual([
      'model.encoder.0.filters',
      'model.encoder.1.filters',
      'model.latent.units',
      'model.encoder.1.filters',
      'model.encoder.0.filters',
      undefined,
    ])
    expect(plan.parameters).toBe(61_329)
  })

  it('[S19] sides that do not divide come back exactly: 28, 14, 7, 4 and 7, 14, 28', () => {
    const plan = planNetwork(spatial([CONV_16, CONV_32, CONV_32], { type: 'conv', filters: 8, kernel: 3, stride: 1, activation: 'linear' }))
    expect(plan.layers.map((layer) => 'to' in layer && layer.to[0])).toEqual([14, 7, 4, 4, 4, 7, 14, 28])
    expect(plan).toMatchObject({ latent: 4 * 4 * 8, latentShape: [4, 4, 8] })
  })

  it('[S19] a pooling layer is undone by an upsampling one, and passes on the activation before it', () => {
    const pool = { type: 'max-pool', size: 2 } as const
    const plan = planNetwork(
      spatial([{ ...CONV_16, stride: 1 }, pool, { ...CONV_32, stride: 1, activation: 'tanh' }, pool], { units: 16, activation: 'linear' }),
    )
    expect(plan.layers.slice(5).map(({ type, activation }) => [type, activation])).toEqual([
      ['dense', 'tanh'],
      ['upsample', 'linear'],
      ['conv-transpose', 'relu'],
      ['upsample', 'linear'],
      ['conv-transpose', 'sigmoid'],
    ])
    expect(plan.layers.map(({ units }) => units)).toEqual([12_544, 3_136, 6_272, 1_568, 16, 1_568, 6_272, 3_136, 12_544, 784])
  })

  it('[S19] a written decoder goes on from the shape that was flattened, and the output makes up what is missing', () => {
    const decoder = [
      { type: 'dense', units: 7 * 7 * 32, activation: 'relu' },
      { type: 'conv', filters: 8, kernel: 3, stride: 1, activation: 'relu' },
    ] as const
    const plan = planNetwork(spatial([CONV_16, CONV_32], { units: 16, activation: 'linear' }, [...decoder]))
    expect(plan.layers.at(-2)).toMatchObject({ type: 'conv', from: [7, 7, 32], to: [7, 7, 8] })
    expect(plan.layers.at(-1)).toMatchObject({ type: 'conv-transpose', size: 3, stride: 4, from: [7, 7, 8], to: [28, 28, 1] })
  })

  it.each([
    [
      'a spatial layer after a dense one of another size',
      [{ type: 'dense', units: 50, activation: 'relu' }, CONV_16],
      'model.decoder.1.type',
      '1,568 units',
    ],
    [
      'an end that does not divide the picture',
      [
        { type: 'dense', units: 7 * 7 * 32, activation: 'relu' },
        { type: 'upsample', size: 3 },
      ],
      'model.decoder',
      '28 x 28',
    ],
  ] as const)('[S19] %s is refused with what would do', (_name, decoder, path, allowed) => {
    const spec = spatial([CONV_16, CONV_32], { units: 16, activation: 'linear' }, [...decoder])
    expect(() => planNetwork(spec)).toThrow(path)
    expect(() => planNetwork(spec)).toThrow(allowed)
  })

  it('[S19] points are not convolved, and what begins with pooling has no mirror', () => {
    const spec = spatial([CONV_16], { units: 1, activation: 'linear' })
    expect(() => planNetwork({ ...spec, data: { name: 'moons' } })).toThrow('no neighbours')
    expect(() => planNetwork(spatial([{ type: 'max-pool', size: 2 }], { units: 1, activation: 'linear' }))).toThrow('model.encoder.0.type')
  })

  it('[S19] a tied decoder has biases of its own alone, each layer tied to the one it undoes', () => {
    const plan = planNetwork({ ...multilayer.spec, model: { ...multilayer.spec.model, tied: true } })
    expect(plan.layers.map((layer) => layer.type === 'dense' && layer.tiedTo)).toEqual([undefined, undefined, undefined, 2, 1, 0])
    expect(plan.parameters).toBe(784 * 128 + 128 * 64 + 64 * 2 + 128 + 64 + 2 + 64 + 128 + 784)
  })

  it('[S19] a variational bottleneck has a mean and a log-variance for each unit', () => {
    const latent = { units: 2, activation: 'linear', variational: { beta: 1 } } as const
    const plan = planNetwork({ ...vanilla.spec, model: { encoder: [], latent } })
    expect(plan).toMatchObject({ latent: 2, parameters: 784 * 4 + 4 + 2 * 784 + 784 })
  })
})
