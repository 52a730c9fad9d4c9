// tfjs as its tutorials use it: a sequential model and model.fit. One call of fit() runs all along; a callback holds it between bursts.
// In its favour: no yielding to the page, no shuffling, losses left on the backend.

import * as tf from '@tensorflow/tfjs'
import type { Dataset } from '../../src/engine/data/dataset.ts'
import { gatherPictures } from '../../src/engine/data/gather.ts'
import type { LayerWeights } from '../../src/engine/forward.ts'
import type { BackendName } from '../../src/engine/metrics.ts'
import type { Platform } from '../../src/engine/platform.ts'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import type { Burst, Contender, Losses } from '../contender.ts'
import { readDigits } from '../digits.ts'
import { judge } from '../judge.ts'
import { Batches, startWeights } from '../start.ts'
import { startTfjs } from './tfjsBackend.ts'

const EPOCHS = 1_000_000
const EPSILON = 1e-7

export class TfjsFit implements Contender {
  readonly #platform: Platform
  #data: Dataset | null = null
  #model: tf.Sequential | null = null
  #layers: LayerWeights[] = []
  #gate = new Gate()
  #close: () => Promise<void> = async () => {}

  private constructor(platform: Platform) {
    this.#platform = platform
  }

  static async start(platform: Platform, backend: BackendName): Promise<TfjsFit> {
    await startTfjs(backend, platform)
    return new TfjsFit(platform)
  }

  async open(spec: RunSpec): Promise<void> {
    await this.#close()
    this.#data = await readDigits(this.#platform, spec, this.#data)
    this.#layers = startWeights(spec)
    const model = sequential(this.#layers)
    model.compile({ optimizer: tf.train.adam(spec.training.learningRate, 0.9, 0.999, EPSILON), loss: 'binaryCrossentropy' })
    const { order } = new Batches(spec)
    const pictures = tf.tensor2d(gatherPictures(this.#data.train, order), [order.length, this.#data.train.size])
    const gate = new Gate()
    const options = {
      epochs: EPOCHS,
      batchSize: spec.training.batchSize,
      shuffle: false,
      verbose: 0,
      yieldEvery: 'never',
      callbacks: [gate],
    } as const
    const fitting = model.fit(pictures, pictures, { ...options, callbacks: [gate] })
    this.#gate = gate
    this.#model = model
    this.#close = async () => {
      model.stopTraining = true
      void gate.open(1)
      await fitting
      tf.dispose(pictures)
      model.dispose()
    }
  }

  async train({ chunks, stepsPerChunk }: Burst): Promise<number[]> {
    const times: number[] = []
    for (let chunk = 0; chunk < chunks; chunk++) {
      const started = performance.now()
      await this.#gate.open(stepsPerChunk)
      // Only webgl leaves work under way after a batch.
      if (tf.getBackend() === 'webgl') this.#model?.getWeights()[1]?.dataSync()
      times.push(performance.now() - started)
    }
    return times
  }

  async losses(): Promise<Losses> {
    if (!this.#data || !this.#model) throw new Error('model.fit: open() comes first')
    const weights = this.#model.getWeights().map((weight) => weight.dataSync() as Float32Array)
    const layers = this.#layers.map((layer, i) => ({ ...layer, kernel: weights[2 * i] as Float32Array, bias: weights[2 * i + 1] as Float32Array }))
    return judge(layers, this.#data.test)
  }
}

/** Lets fit() train so many batches, then holds it at the batch's end. A Callback, not a plain function: that would read back every loss. */
class Gate extends tf.Callback {
  #left = 0
  #resume: () => void = () => {}
  #trained: () => void = () => {}

  /** Resolves when fit() has trained so many more. */
  open(batches: number): Promise<void> {
    this.#left = batches
    const trained = new Promise<void>((resolve) => {
      this.#trained = resolve
    })
    this.#resume()
    return trained
  }

  override async onBatchBegin(): Promise<void> {
    if (this.#left > 0) return
    await new Promise<void>((resolve) => {
      this.#resume = resolve
    })
  }

  override async onBatchEnd(): Promise<void> {
    this.#left--
    if (this.#left === 0) this.#trained()
  }
}

function sequential(layers: readonly LayerWeights[]): tf.Sequential {
  const model = tf.sequential()
  layers.forEach(({ inputs, units, activation }) => {
    if (activation === 'leaky-relu') throw new RangeError("model.fit: found 'leaky-relu'; allowed: activations that tf.layers.dense knows")
    model.add(tf.layers.dense({ inputShape: [inputs], units, activation }))
  })
  tf.tidy(() => model.setWeights(layers.flatMap(({ kernel, bias, inputs, units }) => [tf.tensor2d(kernel, [inputs, units]), tf.tensor1d(bias)])))
  return model
}
