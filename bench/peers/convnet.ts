// ConvNetJS through its own API: a Net, a Trainer with batch_size, one picture at a time (it knows no batches of inputs).
// As in its autoencoder demo: a regression layer, so squared error on a linear output, and adadelta; it has neither BCE nor adam.
// In its favour: no sigmoid, no logarithms, and the demo's two weight penalties left out.

import { Net, Trainer, Vol } from 'convnetjs'
import type { Dataset } from '../../src/engine/data/dataset.ts'
import type { LayerWeights } from '../../src/engine/forward.ts'
import type { Platform } from '../../src/engine/platform.ts'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import { timeChunks } from '../chunks.ts'
import type { Burst, Contender, Losses } from '../contender.ts'
import { readDigits } from '../digits.ts'
import { judge } from '../judge.ts'
import { Batches, startWeights } from '../start.ts'

const WHITE = 255

export class ConvNet implements Contender {
  readonly #platform: Platform
  #data: Dataset | null = null
  #net = new Net()
  #trainer: Trainer | null = null
  #batches: Batches | null = null
  #start: LayerWeights[] = []
  /** The picture at hand: input and target. Made once, since a Vol a picture would cost it time. */
  #picture = new Vol(1, 1, 1, 0)

  constructor(platform: Platform) {
    this.#platform = platform
  }

  async open(spec: RunSpec): Promise<void> {
    this.#data = await readDigits(this.#platform, spec, this.#data)
    this.#start = startWeights(spec)
    this.#net = netOf(this.#start)
    this.#trainer = new Trainer(this.#net, { method: 'adadelta', batch_size: spec.training.batchSize, l1_decay: 0, l2_decay: 0 })
    this.#batches = new Batches(spec)
    this.#picture = new Vol(1, 1, this.#data.train.size, 0)
  }

  async train(burst: Burst): Promise<number[]> {
    return timeChunks(burst, () => this.#step())
  }

  async losses(): Promise<Losses> {
    const layers = fullyConnected(this.#net).map((layer, i): LayerWeights => {
      const { inputs, units, activation } = this.#start[i] as LayerWeights
      const kernel = new Float32Array(inputs * units)
      layer.filters.forEach(({ w }, unit) => {
        for (let input = 0; input < inputs; input++) kernel[input * units + unit] = w[input] as number
      })
      return {
        type: 'dense',
        inputs,
        units,
        activation: activation === 'sigmoid' ? 'linear' : activation,
        kernel,
        bias: Float32Array.from(layer.biases.w),
      }
    })
    return judge(layers, (this.#data as Dataset).test)
  }

  #step(): void {
    const { pixels, size } = (this.#data as Dataset).train
    const { w } = this.#picture
    for (const position of (this.#batches as Batches).next()) {
      for (let i = 0; i < size; i++) w[i] = (pixels[position * size + i] as number) / WHITE
      this.#trainer?.train(this.#picture, w)
    }
  }
}

/** The same layers from the same weights; the last is the linear one that ConvNetJS puts before a regression. */
function netOf(start: readonly LayerWeights[]): Net {
  const [first, last] = [start[0] as LayerWeights, start.at(-1) as LayerWeights]
  const net = new Net()
  net.makeLayers([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: first.inputs },
    ...start.slice(0, -1).map(({ units, activation }) => ({ type: 'fc', num_neurons: units, ...(activation !== 'linear' && { activation }) })),
    { type: 'regression', num_neurons: last.units },
  ])
  fullyConnected(net).forEach((layer, i) => {
    const { units, kernel, bias } = start[i] as LayerWeights
    layer.filters.forEach(({ w }, unit) => {
      for (let input = 0; input < w.length; input++) w[input] = kernel[input * units + unit] as number
    })
    layer.biases.w.set(bias)
  })
  return net
}

function fullyConnected(net: Net): Net['layers'] {
  return net.layers.filter(({ layer_type }) => layer_type === 'fc')
}
