// tfjs as a good user writes it who wants speed: variables, matMul, a fused loss, optimizer.minimize in a tidy. No gradients of one's own.
// Batches are gathered from bytes in JavaScript: tf.gather on this backend takes longer than the whole of that.

import * as tf from '@tensorflow/tfjs'
import type { Dataset } from '../../src/engine/data/dataset.ts'
import { gatherPictures } from '../../src/engine/data/gather.ts'
import type { LayerWeights } from '../../src/engine/forward.ts'
import type { BackendName } from '../../src/engine/metrics.ts'
import type { Platform } from '../../src/engine/platform.ts'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import { timeChunks } from '../chunks.ts'
import type { Burst, Contender, Losses } from '../contender.ts'
import { readDigits } from '../digits.ts'
import { judge } from '../judge.ts'
import { Batches, startWeights } from '../start.ts'
import { startTfjs } from './tfjsBackend.ts'

const EPSILON = 1e-7

interface Layer {
  readonly start: LayerWeights
  readonly kernel: tf.Variable<tf.Rank.R2>
  readonly bias: tf.Variable<tf.Rank.R1>
}

export class TfjsOps implements Contender {
  readonly #platform: Platform
  #data: Dataset | null = null
  #layers: Layer[] = []
  #optimizer: tf.Optimizer | null = null
  #batches: Batches | null = null

  private constructor(platform: Platform) {
    this.#platform = platform
  }

  static async start(platform: Platform, backend: BackendName): Promise<TfjsOps> {
    await startTfjs(backend, platform)
    return new TfjsOps(platform)
  }

  async open(spec: RunSpec): Promise<void> {
    this.#optimizer?.dispose()
    for (const { kernel, bias } of this.#layers) tf.dispose([kernel, bias])
    this.#data = await readDigits(this.#platform, spec, this.#data)
    this.#layers = startWeights(spec).map(layerFrom)
    this.#optimizer = tf.train.adam(spec.training.learningRate, 0.9, 0.999, EPSILON)
    this.#batches = new Batches(spec)
  }

  async train(burst: Burst): Promise<number[]> {
    const settle = tf.getBackend() === 'webgl' ? () => this.#layers[0]?.bias.dataSync() : undefined
    return timeChunks(burst, () => this.#step(), settle)
  }

  async losses(): Promise<Losses> {
    const layers = this.#layers.map(({ start, kernel, bias }) => ({
      ...start,
      kernel: kernel.dataSync() as Float32Array,
      bias: bias.dataSync() as Float32Array,
    }))
    return judge(layers, (this.#data as Dataset).test)
  }

  #step(): void {
    const { train } = this.#data as Dataset
    const batch = (this.#batches as Batches).next()
    tf.tidy(() => {
      const pictures = tf.tensor2d(gatherPictures(train, batch), [batch.length, train.size])
      this.#optimizer?.minimize(() => tf.losses.sigmoidCrossEntropy(pictures, this.#logits(pictures)))
    })
  }

  /** [batch, inputs] -> [batch, inputs], the output's sigmoid left to the loss. */
  #logits(pictures: tf.Tensor2D): tf.Tensor2D {
    return this.#layers.reduce((values, { start, kernel, bias }) => {
      const sums = tf.add(tf.matMul(values, kernel), bias) as tf.Tensor2D
      return start.activation === 'relu' ? tf.relu(sums) : sums
    }, pictures)
  }
}

function layerFrom(start: LayerWeights): Layer {
  if (!['relu', 'linear', 'sigmoid'].includes(start.activation)) throw new RangeError(`plain ops: found '${start.activation}'; allowed: relu, linear`)
  const [kernel, bias] = [tf.tensor2d(start.kernel, [start.inputs, start.units]), tf.tensor1d(start.bias)]
  const layer = { start, kernel: tf.variable(kernel), bias: tf.variable(bias) }
  tf.dispose([kernel, bias])
  return layer
}
