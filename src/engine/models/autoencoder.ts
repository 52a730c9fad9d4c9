// From a plan to a network that trains: its parameters as tfjs variables, and what it makes of a batch. The output's activation is left out of
// logits(), since losses bring their own, safe from overflow. What other tools read is made by savedModels.ts when somebody saves.

import * as tf from '@tensorflow/tfjs-core'
import { type DenseShape, type LayerShape, parameterShapes, product } from '../../spec/layerShapes.ts'
import type { NetworkPlan, PlannedLayer } from '../../spec/network.ts'
import type { LayerWeights, NetworkWeights } from '../forward.ts'
import { glorotUniform } from './glorotUniform.ts'
import { layerValues } from './layerValues.ts'
import { transposed } from './transposed.ts'

export type KeptWeights = 'all' | 'some' | 'none'

/** What a layer is parametrised by. A tied layer's kernel is another's. */
interface Parameters {
  readonly kernel: tf.Variable
  readonly bias: tf.Variable
}

export interface PassOptions {
  /** Is shown every planned layer's values in passing; the output's are logits. */
  readonly seen?: (values: tf.Tensor2D, index: number) => void
  /** From means and log-variances [batch, 2 latent] to the code [batch, latent]. Absent: the means. */
  readonly sample?: (spread: tf.Tensor2D) => tf.Tensor2D
}

export class Autoencoder {
  readonly plan: NetworkPlan
  readonly output: 'sigmoid' | 'linear'
  /** What training moves, in the network's order: kernel, bias, kernel, bias …; a tied layer has a bias alone. */
  readonly variables: readonly tf.Variable[]
  readonly #parameters: readonly (Parameters | null)[]

  /** Glorot-uniform kernels, zero biases. */
  constructor(plan: NetworkPlan, seed: number) {
    this.plan = plan
    this.output = (plan.layers.at(-1) as PlannedLayer).activation === 'sigmoid' ? 'sigmoid' : 'linear'
    const parameters: (Parameters | null)[] = []
    plan.layers.forEach((layer, index) => {
      parameters.push(makeParameters(layer, { seed, index, before: parameters }))
    })
    this.#parameters = parameters
    this.variables = [...new Set(parameters.flatMap((own) => (own ? [own.kernel, own.bias] : [])))]
  }

  /** The kernels without the biases, each once. */
  get kernels(): readonly tf.Variable[] {
    return [...new Set(this.#parameters.flatMap((own) => (own ? [own.kernel] : [])))]
  }

  /** How many of the layers make the encoder, the bottleneck included. */
  get encoderLayers(): number {
    return 1 + this.plan.layers.findIndex(({ role }) => role === 'latent')
  }

  /** [batch, inputs] -> [batch, inputs]: the output before its activation. */
  logits(input: tf.Tensor2D, options: PassOptions = {}): tf.Tensor2D {
    return this.decodeToLogits(this.encode(input, options), options)
  }

  /** [batch, inputs] -> [batch, latent]. */
  encode(input: tf.Tensor2D, { seen, sample = means }: PassOptions = {}): tf.Tensor2D {
    const last = this.encoderLayers - 1
    const values = this.#values(last, this.#through(0, last, input, seen))
    const latent = this.plan.layers[last] as PlannedLayer
    const code = latent.type === 'dense' && latent.isVariational ? sample(values) : values
    seen?.(code, last)
    return code
  }

  /** [batch, latent] -> [batch, inputs]: the output before its activation. */
  decodeToLogits(latent: tf.Tensor2D, { seen }: PassOptions = {}): tf.Tensor2D {
    return this.#through(this.encoderLayers, this.plan.layers.length, latent, seen)
  }

  /** [batch, latent] -> [batch, inputs], after the output's activation. */
  decode(latent: tf.Tensor2D): tf.Tensor2D {
    return this.activateOutput(this.decodeToLogits(latent))
  }

  activateOutput(logits: tf.Tensor2D): tf.Tensor2D {
    return this.output === 'sigmoid' ? tf.sigmoid(logits) : logits
  }

  /** A layer's kernel and bias; null where it has none. */
  parametersOf(index: number): Parameters | null {
    return this.#parameters[index] ?? null
  }

  /** A copy of all weights, read back from the backend. A tied layer's kernel is written out, transposed. */
  readWeights(step: number): NetworkWeights {
    const layers = this.plan.layers.map((layer, i): LayerWeights => {
      const { role: _, path: __, ...shape } = layer
      const own = this.#parameters[i]
      if (!own) return { ...shape, kernel: new Float32Array(), bias: new Float32Array() }
      const kernel = own.kernel.dataSync().slice() as Float32Array
      const bias = own.bias.dataSync().slice() as Float32Array
      return { ...shape, kernel: isTied(layer) ? transposed(kernel, layer.inputs) : kernel, bias }
    })
    return { step, layers, encoderLayers: this.encoderLayers }
  }

  /** Takes over what weights of a former network still fit. */
  inherit(former: NetworkWeights): void {
    this.#fitting(former).forEach((from, i) => {
      const own = this.#parameters[i]
      if (!from || !own) return
      if (!isTied(this.plan.layers[i] as PlannedLayer)) assign(own.kernel, from.kernel)
      assign(own.bias, from.bias)
    })
  }

  /** How much of a former network fits this one. */
  keeps(former: NetworkWeights): KeptWeights {
    const fitting = this.#fitting(former)
    const weighted = this.#parameters.flatMap((own, i) => (own ? [i] : []))
    const kept = weighted.filter((i) => fitting[i]).length
    if (kept === 0) return 'none'
    return kept === weighted.length && this.plan.layers.length === former.layers.length ? 'all' : 'some'
  }

  dispose(): void {
    tf.dispose([...this.variables])
  }

  /** For each layer the former one that fits it: the encoder is counted from the input, the decoder from the output. */
  #fitting(former: NetworkWeights): (LayerWeights | undefined)[] {
    const encoders = this.encoderLayers
    const shift = former.layers.length - this.plan.layers.length
    return this.plan.layers.map((layer, i) => {
      const at = i < encoders ? i : i + shift
      const isSameHalf = i < encoders === at < former.encoderLayers
      const from = isSameHalf ? former.layers[at] : undefined
      return from && haveSameParameters(from, layer) ? from : undefined
    })
  }

  /** Layers `from` up to, not including, `to`. The output's activation is left to the caller. */
  #through(from: number, to: number, input: tf.Tensor2D, seen?: PassOptions['seen']): tf.Tensor2D {
    let x = input
    for (let i = from; i < to; i++) {
      x = this.#values(i, x)
      seen?.(x, i)
    }
    return x
  }

  #values(index: number, x: tf.Tensor2D): tf.Tensor2D {
    const layer = this.plan.layers[index] as PlannedLayer
    const { kernel, bias } = this.#parameters[index] ?? NO_PARAMETERS
    return layerValues({ layer, x, kernel, bias, activation: layer.role === 'output' ? 'linear' : layer.activation, isData: index === 0 })
  }
}

/** For layers that have none; never looked at. */
const NO_PARAMETERS = {} as Parameters

function makeParameters(
  layer: PlannedLayer,
  { seed, index, before }: { seed: number; index: number; before: readonly (Parameters | null)[] },
): Parameters | null {
  const shapes = parameterShapes(layer)
  if (!shapes) return null
  const bias = tf.tidy(() => tf.variable(tf.zeros([...shapes.bias])))
  if (isTied(layer)) return { kernel: (before[layer.tiedTo] as Parameters).kernel, bias }
  return { kernel: tf.tidy(() => tf.variable(tf.tensor(glorotUniform(shapes.kernel, seed, index), [...shapes.kernel]))), bias }
}

function isTied(layer: LayerShape): layer is DenseShape & { readonly tiedTo: number } {
  return layer.type === 'dense' && layer.tiedTo !== undefined
}

function haveSameParameters(a: LayerShape, b: LayerShape): boolean {
  const [mine, other] = [parameterShapes(a), parameterShapes(b)]
  return a.type === b.type && mine !== null && mine.kernel.join() === other?.kernel.join()
}

/** [batch, 2 latent] -> [batch, latent]: the first half, what a variational code is when nobody draws one. */
function means(spread: tf.Tensor2D): tf.Tensor2D {
  return tf.slice2d(spread, [0, 0], [spread.shape[0], spread.shape[1] / 2])
}

function assign(variable: tf.Variable, values: Float32Array): void {
  if (values.length !== product(variable.shape)) throw new RangeError(`expected ${product(variable.shape)} weights, found ${values.length}`)
  tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)))
}
