import { beforeAll, describe, expect, it } from 'vitest'
import { planNetwork } from '../../spec/network.ts'
import { smallSpec, useBackend } from '../../testing/digits.ts'
import { decodeWith } from '../forward.ts'
import { Autoencoder } from '../models/autoencoder.ts'
import { decoderImages } from './decoderImages.ts'

const PIXELS = 784

function weightsOf(changes: Record<string, unknown>) {
  const model = new Autoencoder(planNetwork(smallSpec(changes)), 3)
  const weights = model.readWeights(0)
  model.dispose()
  return weights
}

describe('decoderImages', () => {
  beforeAll(() => useBackend('cpu'))

  it.each([{}, { 'model.tied': true }])('[E77] of one dense layer: what a unit of 1 adds before the activation, %j', (tied) => {
    const weights = weightsOf({ 'model.encoder': [], 'model.latent.units': 5, ...tied })
    const images = decoderImages(weights)
    expect(images.map(({ length }) => length)).toEqual(Array(5).fill(PIXELS))
    const logit = (y: number) => Math.log(y / (1 - y))
    const [rest, one] = [new Float32Array(5), Float32Array.of(0, 0, 1, 0, 0)].map((code) => decodeWith(weights, code)) as [Float32Array, Float32Array]
    for (let pixel = 0; pixel < PIXELS; pixel++) {
      expect(images[2]?.[pixel]).toBeCloseTo(logit(one[pixel] as number) - logit(rest[pixel] as number), 4)
    }
  })

  it('[E77] of several layers: how the output changes as the unit goes from 0 to its typical value', () => {
    const weights = weightsOf({})
    const typical = Float32Array.from({ length: 8 }, (_, unit) => unit - 2)
    const images = decoderImages(weights, typical)
    expect(images.length).toBe(8)
    const rest = decodeWith(weights, new Float32Array(8))
    const moved = decodeWith(weights, Float32Array.of(0, 0, 0, 0, 0, 3, 0, 0))
    expect(images[5]).toEqual(moved.map((value, pixel) => value - (rest[pixel] as number)))
    expect(images[2]).toEqual(new Float32Array(PIXELS))
  })

  it('[E77] what belongs to the caller is not written to', () => {
    const weights = weightsOf({ 'model.encoder': [] })
    const kernel = weights.layers[1]?.kernel.slice()
    decoderImages(weights)[0]?.fill(9)
    expect(weights.layers[1]?.kernel).toEqual(kernel)
  })
})
