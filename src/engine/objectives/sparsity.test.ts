import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import type { NetworkPlan, PlannedLayer } from '../../spec/network.ts'
import type { Activation, RunSpec } from '../../spec/runSpec.ts'
import { anyBatch, densePlan, differences, evaluateObjective, expectNear, type Parameters, smallModel } from '../../testing/denseReference.ts'
import { smallSpec, useBackend } from '../../testing/digits.ts'
import { TESTED_BUILDS } from '../../testing/kernels.ts'
import { activateNumber } from '../forward.ts'
import type { KernelChoice } from '../kernels/wasm/kernelChoice.ts'
import { keepLargest } from '../models/topK.ts'
import { kl } from './kl.ts'
import { l1 } from './l1.ts'
import type { Pass, Regularizer } from './penalties.ts'

const BACKENDS: readonly (readonly ['cpu' | 'wasm', KernelChoice])[] = [
  ['cpu', 'plain'],
  ['wasm', 'plain'],
  ...TESTED_BUILDS.map((build) => ['wasm', build] as const),
]

const INPUTS = 6
const ROWS = 7
/** Sums of single precision against those of double, and differences in double: of an array's largest value. */
const RELATIVE = 2e-5

const L1: Regularizer = { type: 'l1', weight: 0.3 }
const KL: Regularizer = { type: 'kl', weight: 0.2, target: 0.1 }
const DECAY: Regularizer = { type: 'weight-decay', weight: 0.05 }

interface Network {
  readonly activation: Activation
  readonly topK?: number
  readonly isTied?: true
}

/** 6-5-4-5-6. */
function planOf({ activation, topK, isTied }: Network): NetworkPlan {
  const plan = densePlan(INPUTS, [
    { units: 5, activation: 'tanh', role: 'encoder' },
    { units: 4, activation, role: 'latent', ...(topK !== undefined && { topK }) },
    { units: 5, activation: 'tanh', role: 'decoder' },
    { units: INPUTS, activation: 'sigmoid', role: 'output' },
  ])
  if (!isTied) return plan
  const layers = plan.layers.map((layer, i) => (i < 2 ? layer : ({ ...layer, tiedTo: 3 - i } as PlannedLayer)))
  return { ...plan, layers }
}

/** Each layer's kernel, [inputs, units], and bias, of the model's variables; a tied one has a bias alone. */
function layersOf(plan: NetworkPlan, parameters: Parameters): { kernel: Float64Array; bias: Float64Array }[] {
  let next = 0
  const own: { kernel: Float64Array; bias: Float64Array }[] = []
  for (const layer of plan.layers) {
    const tiedTo = layer.type === 'dense' ? layer.tiedTo : undefined
    const kernel = tiedTo === undefined ? parameters[next++] : transposed((own[tiedTo] as { kernel: Float64Array }).kernel, layer.inputs)
    own.push({ kernel: kernel as Float64Array, bias: parameters[next++] as Float64Array })
  }
  return own
}

function transposed(kernel: Float64Array, rowsAfter: number): Float64Array {
  return kernel.map((_, at) => {
    const columnsAfter = kernel.length / rowsAfter
    return kernel[(at % columnsAfter) * rowsAfter + Math.floor(at / columnsAfter)] as number
  })
}

/** Loss and terms in double precision, from their definitions. */
function partsOf(
  plan: NetworkPlan,
  parameters: Parameters,
  { rows, regularizers }: { rows: Float32Array; regularizers: readonly Regularizer[] },
): number[] {
  const layers = layersOf(plan, parameters)
  const codes: Float64Array[] = []
  let loss = 0
  for (let from = 0; from < rows.length; from += INPUTS) {
    const picture = Float64Array.from(rows.subarray(from, from + INPUTS))
    let x = picture
    plan.layers.forEach((layer, l) => {
      const { kernel, bias } = layers[l] as { kernel: Float64Array; bias: Float64Array }
      x = bias.map((b, j) =>
        activateNumber(
          layer.activation,
          x.reduce((sum, value, i) => sum + value * (kernel[i * bias.length + j] as number), b),
        ),
      )
      if (layer.type === 'dense' && layer.topK !== undefined) {
        const least = [...x].sort((a, b) => b - a)[layer.topK - 1] as number
        x = x.map((value) => (value >= least ? value : 0))
      }
      if (layer.role === 'latent') codes.push(x)
    })
    picture.forEach((target, i) => {
      const y = x[i] as number
      loss -= (target * Math.log(y) + (1 - target) * Math.log(1 - y)) / rows.length
    })
  }
  return [loss, ...regularizers.map((regularizer) => termOf(regularizer, codes, parameters))]
}

function termOf(regularizer: Regularizer, codes: readonly Float64Array[], parameters: Parameters): number {
  const { type, weight } = regularizer
  if (type === 'l1') return (weight * codes.reduce((sum, code) => sum + code.reduce((s, h) => s + Math.abs(h), 0), 0)) / codes.length
  if (type === 'weight-decay') {
    // The model's kernels: what is longer than a layer is wide.
    return weight * parameters.filter(({ length }) => length > INPUTS).reduce((sum, kernel) => sum + kernel.reduce((s, w) => s + w * w, 0), 0)
  }
  if (type !== 'kl') throw new RangeError(type)
  const p = regularizer.target
  return (codes[0] as Float64Array).reduce((sum, _, unit) => {
    // A unit that top-k never keeps has a mean of 0.
    const q = Math.max(1e-7, codes.reduce((s, code) => s + (code[unit] as number), 0) / codes.length)
    return sum + weight * (p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q)))
  }, 0)
}

describe.each(BACKENDS)('what makes a code sparse, on %s with the %s kernels', (backend, kernels) => {
  it.each([
    ['l1, relu', { activation: 'relu' }, [L1]],
    ['l1, linear', { activation: 'linear' }, [L1]],
    ['kl', { activation: 'sigmoid' }, [KL]],
    ['weight decay', { activation: 'elu' }, [DECAY]],
    ['top-k', { activation: 'linear', topK: 2 }, []],
    ['top-k of a relu code, l1', { activation: 'relu', topK: 3 }, [L1]],
    ['tied weights', { activation: 'tanh', isTied: true }, []],
    ['tied weights, each kernel decaying once, l1', { activation: 'relu', isTied: true }, [DECAY, L1]],
    ['all of them', { activation: 'sigmoid', topK: 3, isTied: true }, [KL, DECAY, L1]],
  ] as [string, Network, Regularizer[]][])(
    '[E73] %s: loss and terms are those of the definition, gradients those of its differences',
    async (_name, network, regularizers) => {
      await useBackend(backend, kernels)
      const plan = planOf(network)
      const spec: RunSpec = { ...smallSpec(), regularizers }
      for (const seed of [1, 2, 3]) {
        const rows = anyBatch(ROWS, INPUTS, seed)
        const { model, parameters } = smallModel(plan, seed)
        const found = evaluateObjective(spec, model, { rows, fed: [] })
        const parts = (moved: Parameters) => partsOf(plan, moved, { rows, regularizers })
        expectNear(found.parts, parts(parameters), RELATIVE)
        const expected = differences(parameters, (moved) => parts(moved).reduce((sum, part) => sum + part), 1e-5)
        expect(found.gradients.length).toBe(network.isTied ? 6 : 8)
        found.gradients.forEach((gradient, i) => {
          expectNear(gradient, expected[i] as Float64Array, RELATIVE)
        })
        model.dispose()
      }
    },
  )

  it('[E73] l1 pulls at nothing that is 0, and with the same force at 1e-8 as at 1; a unit whose mean is 0 has a finite divergence', async () => {
    await useBackend(backend, kernels)
    tf.tidy(() => {
      const code = tf.tensor2d([0, -0, 1, -1, 1e-8, -1e-8], [2, 3])
      const { grad } = tf.valueAndGrad((x: tf.Tensor) => l1.value({ code: x } as Pass, { type: 'l1', weight: 1 }, []))(code)
      expect(Array.from(grad.dataSync(), (value) => value + 0)).toEqual([0, 0, 0.5, -0.5, 0.5, -0.5])
      const dead = tf.tensor2d([0, 0.5, 0, 0.5], [2, 2])
      const divergence = kl.value({ code: dead } as Pass, { type: 'kl', weight: 1, target: 0.5 }, [])
      expect(divergence.dataSync()[0]).toBeCloseTo(0.5 * Math.log(0.5 / 1e-7) + 0.5 * Math.log(0.5), 4)
    })
  })

  it('[E72] of equal ones top-k keeps the first, and the gradient goes through them alone', async () => {
    await useBackend(backend, kernels)
    tf.tidy(() => {
      const x = tf.tensor2d([1, 2, 2, 2, 0, 0, -1, 0], [2, 4])
      const { value, grad } = tf.valueAndGrad(
        (values: tf.Tensor) => tf.sum(tf.mul(keepLargest(values as tf.Tensor2D, 2), [3, 4, 5, 6])) as tf.Scalar,
      )(x)
      expect(value.dataSync()[0]).toBe(2 * 4 + 2 * 5)
      expect(Array.from(grad.dataSync(), (slope) => slope + 0)).toEqual([0, 4, 5, 0, 3, 4, 0, 0])
    })
  })
})
