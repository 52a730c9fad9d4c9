import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { NetworkPlan, PlannedLayer } from '../../spec/network.ts'
import { planNetwork } from '../../spec/network.ts'
import { PRESET_NAMES, PRESETS } from '../../spec/presets.ts'
import { ACTIVATIONS, type Activation } from '../../spec/runSpec.ts'
import { useBackend } from '../../testing/digits.ts'
import { decodeWith, encodeWith, forward, forwardAll, LEAKY_RELU_SLOPE, type NetworkWeights } from '../forward.ts'
import { LOSS_FUNCTIONS } from '../objectives/losses.ts'
import { RandomStream } from '../random.ts'
import { Autoencoder } from './autoencoder.ts'
import { glorotUniform } from './glorotUniform.ts'
import { savedModels } from './savedModels.ts'

/** 6-5-3-5-6, all hidden layers with this activation. */
function smallPlan(activation: Activation, output: 'sigmoid' | 'linear' = 'sigmoid', widths = [5, 3, 5]): NetworkPlan {
  const roles = ['encoder', 'latent', 'decoder'] as const
  const units = [...widths, 6]
  const layers = units.map(
    (width, i): PlannedLayer => ({
      role: roles[i] ?? 'output',
      type: 'dense',
      inputs: units[i - 1] ?? 6,
      units: width,
      activation: roles[i] ? activation : output,
    }),
  )
  return { inputShape: [2, 3, 1], inputs: 6, latent: widths[1] as number, layers, parameters: 0 }
}

function numbers(count: number, step: number): number[] {
  const stream = new RandomStream(5, 'view', step)
  return Array.from({ length: count }, () => 2 * stream.uniform() - 1)
}

/** Gives every bias a value of its own: with zeros a wrong bias gradient would not show. */
function setBiases(model: Autoencoder): void {
  model.variables.forEach((variable, i) => {
    if (variable.rank === 1) tf.tidy(() => variable.assign(tf.tensor1d(numbers(variable.size, i))))
  })
}

/** Mean loss of a network in float64, written down once more from its definition. */
function lossInFloat64(weights: readonly Float64Array[], plan: NetworkPlan, inputs: readonly number[], loss: 'bce' | 'mse'): number {
  let sum = 0
  for (let at = 0; at < inputs.length; at += plan.inputs) {
    const picture = inputs.slice(at, at + plan.inputs).map((value) => (value + 1) / 2)
    let values = picture
    plan.layers.forEach((layer, l) => {
      const [kernel, bias] = [weights[2 * l] as Float64Array, weights[2 * l + 1] as Float64Array]
      values = Array.from(bias, (b, j) => {
        const z = values.reduce((total, x, i) => total + x * (kernel[i * layer.units + j] as number), b)
        return bend(layer.activation, z)
      })
    })
    picture.forEach((x, i) => {
      const y = values[i] as number
      sum += loss === 'mse' ? (y - x) ** 2 : -x * Math.log(y) - (1 - x) * Math.log(1 - y)
    })
  }
  return sum / inputs.length
}

function bend(activation: Activation, z: number): number {
  const forms: Record<Activation, (z: number) => number> = {
    linear: (x) => x,
    relu: (x) => Math.max(0, x),
    'leaky-relu': (x) => (x > 0 ? x : LEAKY_RELU_SLOPE * x),
    elu: (x) => (x > 0 ? x : Math.exp(x) - 1),
    sigmoid: (x) => 1 / (1 + Math.exp(-x)),
    tanh: (x) => Math.tanh(x),
  }
  return forms[activation](z)
}

function largestGap(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(found.length).toBe(expected.length)
  let gap = 0
  for (let i = 0; i < expected.length; i++) gap = Math.max(gap, Math.abs((found[i] as number) - (expected[i] as number)))
  return gap
}

describe.each(['cpu', 'wasm'] as const)('Autoencoder on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it.each(
    ACTIVATIONS.flatMap((activation) => [
      [activation, 'bce', 'sigmoid'] as const,
      [activation, 'mse', 'sigmoid'] as const,
      [activation, 'mse', 'linear'] as const,
    ]),
  )('[E12] a whole network of %s with %s and a %s output: every gradient is the numeric one', (activation, loss, output) => {
    const plan = smallPlan(activation, output)
    const model = new Autoencoder(plan, 1)
    setBiases(model)
    const inputs = numbers(7 * plan.inputs, 100)
    const weights = model.variables.map((variable) => Float64Array.from(variable.dataSync()))
    tf.tidy(() => {
      const target = tf.tensor2d(
        inputs.map((value) => (value + 1) / 2),
        [7, plan.inputs],
      )
      const { value, grads } = tf.variableGrads(
        () => LOSS_FUNCTIONS[loss].objective(model.logits(target), target, model.output),
        model.variables as tf.Variable[],
      )
      expect(value.dataSync()[0]).toBeCloseTo(lossInFloat64(weights, plan, inputs, loss), 5)
      model.variables.forEach((variable, v) => {
        const entries = weights[v] as Float64Array
        const numeric = entries.map((entry, i) => {
          const moved = (by: number) => {
            entries[i] = entry + by
            return lossInFloat64(weights, plan, inputs, loss)
          }
          const slope = (moved(1e-6) - moved(-1e-6)) / 2e-6
          entries[i] = entry
          return slope
        })
        expect(largestGap((grads[variable.name] as tf.Tensor).dataSync(), numeric)).toBeLessThan(1e-5)
      })
    })
    model.dispose()
  })

  it.each(ACTIVATIONS)('[E17] with %s the logits are what the two tf.layers models predict', (activation) => {
    for (const output of ['sigmoid', 'linear'] as const) {
      const model = new Autoencoder(smallPlan(activation, output), 2)
      setBiases(model)
      tf.tidy(() => {
        const input = tf.tensor2d(numbers(24, 3), [4, 6])
        const { encoder, decoder } = savedModels(model.readWeights(0), [6])
        const code = encoder.predict(input) as tf.Tensor2D
        const rebuilt = decoder.predict(code) as tf.Tensor2D
        expect(largestGap(model.encode(input).dataSync(), code.dataSync())).toBeLessThan(1e-6)
        expect(largestGap(model.decode(code).dataSync(), rebuilt.dataSync())).toBeLessThan(1e-6)
        expect(largestGap(model.activateOutput(model.logits(input)).dataSync(), rebuilt.dataSync())).toBeLessThan(1e-6)
        encoder.dispose()
        decoder.dispose()
      })
      model.dispose()
    }
  })

  it.each(ACTIVATIONS)('[E18] with %s the plain forward pass gives what tfjs gives, to 1e-5', (activation) => {
    const model = new Autoencoder(smallPlan(activation), 4)
    setBiases(model)
    expectForwardEqual(
      model,
      Float32Array.from(numbers(6, 9), (value) => 3 * value),
    )
    model.dispose()
  })

  it.each(PRESET_NAMES)('[E18] the network of %s: the plain forward pass gives what tfjs gives, to 1e-5, layer by layer', (name) => {
    const model = new Autoencoder(planNetwork(PRESETS[name].spec), 0)
    setBiases(model)
    expectForwardEqual(
      model,
      Float32Array.from(numbers(784, 9), (value) => Math.max(0, value)),
    )
    model.dispose()
  })

  it('[E19] a network takes over all of one that is alike, whatever the activations', () => {
    expect(inherited([5, 3, 5], [5, 3, 5])).toBe('all')
  })

  it.each([
    ['a narrower bottleneck', [5, 3, 5], [5, 2, 5], ['all', 'none', 'none', 'all']],
    ['a narrower encoder', [5, 3, 5], [4, 3, 5], ['none', 'none', 'all', 'all']],
    ['a narrower decoder', [5, 3, 5], [5, 3, 4], ['all', 'all', 'none', 'none']],
  ])('[E19] with %s it keeps what still fits, and its own fresh weights elsewhere', (_name, from, to, kept) => {
    expect(inherited(from, to)).toBe('some')
    const { former, model } = pair(from, to)
    const fresh = new Autoencoder(smallPlan('tanh', 'sigmoid', to), 8).readWeights(0)
    model.inherit(former)
    model.readWeights(0).layers.forEach((layer, i) => {
      const source = kept[i] === 'all' ? former.layers[i] : fresh.layers[i]
      expect([layer.kernel, layer.bias]).toEqual([source?.kernel, source?.bias])
    })
  })

  it('[E19] of a network in which nothing fits it keeps none', () => {
    expect(inherited([5, 3, 5], [4, 2, 4])).toBe('none')
  })

  it('[E19] layers added in the middle leave both ends what they were', () => {
    const former = new Autoencoder(planNetwork(PRESETS.vanilla.spec), 1).readWeights(0)
    const { spec } = PRESETS.vanilla
    const deeper = planNetwork({
      ...spec,
      model: { encoder: [{ type: 'dense', units: 32, activation: 'relu' }], latent: { units: 4, activation: 'linear' } },
    })
    const model = new Autoencoder(deeper, 2)
    expect(model.keeps(former)).toBe('some')
    model.inherit(former)
    const { layers } = model.readWeights(0)
    expect(layers.at(-1)?.kernel).toEqual(former.layers[1]?.kernel)
  })

  it('[E16] starts from our own Glorot-uniform weights and zero biases', () => {
    const model = new Autoencoder(smallPlan('relu'), 3)
    const { layers, encoderLayers, step } = model.readWeights(12)
    expect([encoderLayers, step]).toEqual([2, 12])
    layers.forEach((layer, i) => {
      expect(layer.kernel).toEqual(glorotUniform([layer.inputs, layer.units], 3, i))
      expect(layer.bias.every((value) => value === 0)).toBe(true)
    })
    model.dispose()
  })

  it('[E15] leaves nothing on the backend once disposed', () => {
    const base = tf.memory().numTensors
    const model = new Autoencoder(smallPlan('leaky-relu'), 0)
    tf.tidy(() => void model.logits(tf.zeros([2, 6])))
    model.dispose()
    expect(tf.memory().numTensors).toBe(base)
  })
})

describe('glorotUniform', () => {
  it('[E16] is uniform within sqrt(6 / (inputs + units)), other for another layer or seed', () => {
    const limit = Math.sqrt(6 / (784 + 32))
    const weights = glorotUniform([784, 32], 0, 0)
    expect(Math.max(...weights)).toBeLessThan(limit)
    expect(Math.max(...weights)).toBeGreaterThan(0.999 * limit)
    expect(Math.min(...weights)).toBeLessThan(-0.999 * limit)
    expect(weights.reduce((sum, w) => sum + w * w, 0) / weights.length).toBeCloseTo((limit * limit) / 3, 4)
    expect(glorotUniform([784, 32], 0, 1)).not.toEqual(weights)
    expect(glorotUniform([784, 32], 1, 0)).not.toEqual(weights)
  })
})

describe('forward', () => {
  it('[E18] refuses an input of another size by name of both sizes', () => {
    const layer = { type: 'dense', inputs: 3, units: 1, activation: 'linear', kernel: new Float32Array(3), bias: new Float32Array(1) } as const
    expect(() => forward([layer], [1, 2])).toThrow('expected 3 numbers, found 2')
  })

  it('[E18] of no layers it is the input', () => {
    expect([...forward([], [1, 2])]).toEqual([1, 2])
  })
})

/** The plain pass against tfjs: every layer, the code and what is decoded from it. */
function expectForwardEqual(model: Autoencoder, picture: Float32Array): void {
  const weights = model.readWeights(0)
  tf.tidy(() => {
    const input = tf.tensor2d(picture, [1, picture.length])
    const layers: tf.Tensor2D[] = []
    layers.push(model.activateOutput(model.logits(input, { seen: (values) => layers.push(values) })))
    layers.splice(-2, 1)
    const ours = forwardAll(weights.layers, picture)
    layers.forEach((values, i) => {
      expect(largestGap(ours[i] as Float32Array, values.dataSync())).toBeLessThan(1e-5)
    })
    const code = encodeWith(weights, picture)
    expect(largestGap(code, model.encode(input).dataSync())).toBeLessThan(1e-5)
    expect(largestGap(decodeWith(weights, code), layers.at(-1)?.dataSync() as Float32Array)).toBeLessThan(1e-5)
    expect(forward(weights.layers, picture)).toEqual(ours.at(-1))
  })
}

function pair(from: number[], to: number[]): { former: NetworkWeights; model: Autoencoder } {
  const source = new Autoencoder(smallPlan('relu', 'sigmoid', from), 7)
  setBiases(source)
  return { former: source.readWeights(0), model: new Autoencoder(smallPlan('tanh', 'sigmoid', to), 8) }
}

function inherited(from: number[], to: number[]): string {
  const { former, model } = pair(from, to)
  return model.keeps(former)
}
