import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { planNetwork } from '../../spec/network.ts'
import { openRun, smallSpec, takeSteps, useBackend, weightsOf } from '../../testing/digits.ts'
import { TESTED_BUILDS } from '../../testing/kernels.ts'
import { decodeWith, encodeWith } from '../forward.ts'
import type { KernelChoice } from '../kernels/wasm/kernelChoice.ts'
import { Autoencoder } from './autoencoder.ts'

const BACKENDS: readonly (readonly ['cpu' | 'wasm', KernelChoice])[] = [
  ['cpu', 'plain'],
  ['wasm', 'plain'],
  ...TESTED_BUILDS.map((build) => ['wasm', build] as const),
]
const PICTURE = Float32Array.from({ length: 784 }, (_, i) => ((i * 37) % 11) / 10)

describe('tied weights and top-k', () => {
  it('[E74] of tied layers each kernel is counted once, and the biases of both', () => {
    const { parameters, layers } = planNetwork(smallSpec({ 'model.tied': true }))
    expect(parameters).toBe(784 * 16 + 16 + 16 * 8 + 8 + 16 + 784)
    expect(layers.length).toBe(4)
  })

  it.each(
    BACKENDS.flatMap(
      ([backend, kernels]) =>
        [
          [backend, kernels, 'tied', { 'model.tied': true }],
          [backend, kernels, 'tied, one layer', { 'model.tied': true, 'model.encoder': [] }],
          [backend, kernels, 'top-k', { 'model.latent.topK': 3 }],
          [backend, kernels, 'top-k of a tied relu code', { 'model.tied': true, 'model.latent.activation': 'relu', 'model.latent.topK': 2 }],
        ] as const,
    ),
  )(
    '[E74] on %s, %s kernels, %s: code and picture are those of the plain forward pass on the saved weights, after training too',
    async (backend, kernels, _name, changes) => {
      await useBackend(backend, kernels)
      const run = await openRun(smallSpec(changes))
      for (const steps of [0, 5]) {
        takeSteps(run, steps)
        const weights = run.weights()
        tf.tidy(() => {
          const code = run.model.encode(tf.tensor2d(PICTURE, [1, 784]))
          expectNear(code.dataSync(), encodeWith(weights, PICTURE))
          expectNear(run.model.decode(code).dataSync(), decodeWith(weights, code.dataSync()))
        })
      }
      run.dispose()
    },
  )

  it('[E74] the saved kernel of a tied layer is the transposed one of the layer it is tied to; both move together', async () => {
    await useBackend('wasm', 'simd')
    const run = await openRun(smallSpec({ 'model.tied': true }))
    const before = weightsOf(run)
    takeSteps(run, 5)
    const { layers } = run.weights()
    for (const [tied, to] of [
      [2, 1],
      [3, 0],
    ] as const) {
      const [mine, its] = [layers[tied], layers[to]] as [(typeof layers)[number], (typeof layers)[number]]
      expect([mine.inputs, mine.units, mine.kernel.length]).toEqual([its.units, its.inputs, its.kernel.length])
      for (let i = 0; i < its.inputs; i++)
        for (let j = 0; j < its.units; j++) expect(mine.kernel[j * mine.units + i]).toBe(its.kernel[i * its.units + j])
    }
    expect(weightsOf(run)).not.toEqual(before)
    run.dispose()
  })

  it('[E74] a run with tied weights goes on from its checkpoint to the same numbers, and another network takes over what fits', async () => {
    await useBackend('wasm', 'simd')
    const spec = smallSpec({ 'model.tied': true })
    const run = await openRun(spec)
    takeSteps(run, 7)
    const checkpoint = run.checkpoint()
    takeSteps(run, 6)
    const resumed = await openRun(spec)
    resumed.resume(checkpoint)
    takeSteps(resumed, 6)
    expect(weightsOf(resumed)).toEqual(weightsOf(run))
    const untied = new Autoencoder(planNetwork(smallSpec()), 0)
    expect(untied.keeps(run.weights())).toBe('all')
    untied.inherit(run.weights())
    expect(decodeWith(untied.readWeights(0), new Float32Array(8).fill(0.5))).toEqual(decodeWith(run.weights(), new Float32Array(8).fill(0.5)))
    untied.dispose()
    run.dispose()
    resumed.dispose()
  })
})

/** Sums of a few hundred products in single precision. */
function expectNear(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(found.length).toBe(expected.length)
  for (let i = 0; i < expected.length; i++) expect(Math.abs((found[i] as number) - (expected[i] as number))).toBeLessThan(1e-5)
}
