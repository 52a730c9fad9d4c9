// From a plan to encoder and decoder: two tf.layers models, so that saving gives files that other tools read.
// They own the weights. Training goes through logits(), which leaves the output's activation out (the loss brings its own, safe from
// overflow) and computes layers by denseValues.ts, whose gradients are fast; a test holds it equal to what the two models predict.

import * as tf from '@tensorflow/tfjs-core'
import * as tfl from '@tensorflow/tfjs-layers'
import type { NetworkPlan, PlannedLayer } from '../../spec/network.ts'
import type { LayerWeights, NetworkWeights } from '../forward.ts'
import { type DenseLayer, denseLayer, glorotUniform } from './dense.ts'
import { denseValues } from './denseValues.ts'

export type KeptWeights = 'all' | 'some' | 'none'

export class Autoencoder {
  readonly plan: NetworkPlan
  readonly output: 'sigmoid' | 'linear'
  readonly encoder: tfl.Sequential
  readonly decoder: tfl.Sequential
  /** In the network's order: kernel, bias, kernel, bias … */
  readonly variables: readonly tf.Variable[]
  readonly #weighted: readonly DenseLayer[]

  constructor(plan: NetworkPlan, seed: number) {
    this.plan = plan
    this.output = (plan.layers.at(-1) as PlannedLayer).activation === 'sigmoid' ? 'sigmoid' : 'linear'
    this.encoder = tfl.sequential()
    this.decoder = tfl.sequential()
    const weighted: DenseLayer[] = []
    plan.layers.forEach((layer, index) => {
      const isOutput = layer.role === 'output'
      const made = denseLayer(isOutput ? { ...layer, activation: 'linear' } : layer)
      const model = layer.role === 'encoder' || layer.role === 'latent' ? this.encoder : this.decoder
      model.add(made.weighted)
      if (made.activation) model.add(made.activation)
      if (isOutput && this.output === 'sigmoid') model.add(tfl.layers.activation({ activation: 'sigmoid' }))
      setWeights(made.weighted, glorotUniform(layer.inputs, layer.units, seed, index), new Float32Array(layer.units))
      weighted.push(made.weighted)
    })
    this.#weighted = weighted
    this.variables = weighted.flatMap((layer) => layer.trainableWeights.map(variableOf))
  }

  /** [batch, inputs] -> [batch, inputs]: the output before its activation. Every planned layer's values pass by `seen`. */
  logits(input: tf.Tensor2D, seen?: (values: tf.Tensor2D) => void): tf.Tensor2D {
    return this.#through(0, this.plan.layers.length, input, seen)
  }

  /** [batch, inputs] -> [batch, latent]. */
  encode(input: tf.Tensor2D): tf.Tensor2D {
    return this.#through(0, this.#encoderLayers, input)
  }

  /** [batch, latent] -> [batch, inputs], after the output's activation. */
  decode(latent: tf.Tensor2D): tf.Tensor2D {
    return this.activateOutput(this.#through(this.#encoderLayers, this.plan.layers.length, latent))
  }

  activateOutput(logits: tf.Tensor2D): tf.Tensor2D {
    return this.output === 'sigmoid' ? tf.sigmoid(logits) : logits
  }

  /** A copy of all weights, read back from the backend. */
  readWeights(step: number): NetworkWeights {
    const layers = this.plan.layers.map((layer, i): LayerWeights => {
      const [kernel, bias] = (this.#weighted[i] as DenseLayer).getWeights() as [tf.Tensor, tf.Tensor]
      return {
        inputs: layer.inputs,
        units: layer.units,
        activation: layer.activation,
        kernel: kernel.dataSync().slice() as Float32Array,
        bias: bias.dataSync().slice() as Float32Array,
      }
    })
    return { step, layers, encoderLayers: this.#encoderLayers }
  }

  /** Takes over what weights of a former network still fit. */
  inherit(former: NetworkWeights): void {
    this.#fitting(former).forEach((from, i) => {
      if (from) setWeights(this.#weighted[i] as DenseLayer, from.kernel, from.bias)
    })
  }

  /** How much of a former network fits this one. */
  keeps(former: NetworkWeights): KeptWeights {
    const kept = this.#fitting(former).filter(Boolean).length
    if (kept === 0) return 'none'
    return kept === this.plan.layers.length && kept === former.layers.length ? 'all' : 'some'
  }

  /** For each layer the former one that fits it: the encoder is counted from the input, the decoder from the output. */
  #fitting(former: NetworkWeights): (LayerWeights | undefined)[] {
    const encoders = this.#encoderLayers
    const shift = former.layers.length - this.plan.layers.length
    return this.plan.layers.map((layer, i) => {
      const at = i < encoders ? i : i + shift
      const isSameHalf = i < encoders === at < former.encoderLayers
      const from = isSameHalf ? former.layers[at] : undefined
      return from?.inputs === layer.inputs && from.units === layer.units ? from : undefined
    })
  }

  dispose(): void {
    this.encoder.dispose()
    this.decoder.dispose()
  }

  get #encoderLayers(): number {
    return this.plan.layers.filter(({ role }) => role === 'encoder' || role === 'latent').length
  }

  /** Layers `from` up to, not including, `to`. The output's activation is left to the caller. */
  #through(from: number, to: number, input: tf.Tensor2D, seen?: (values: tf.Tensor2D) => void): tf.Tensor2D {
    let values = input
    for (let i = from; i < to; i++) {
      const { role, activation } = this.plan.layers[i] as PlannedLayer
      const [kernel, bias] = [this.variables[2 * i] as tf.Variable, this.variables[2 * i + 1] as tf.Variable]
      values = denseValues({ x: values, kernel, bias, activation: role === 'output' ? 'linear' : activation, isData: i === 0 })
      seen?.(values)
    }
    return values
  }
}

function setWeights(layer: DenseLayer, kernel: Float32Array, bias: Float32Array): void {
  tf.tidy(() => layer.setWeights([tf.tensor2d(kernel, [kernel.length / bias.length, bias.length]), tf.tensor1d(bias)]))
}

/** tf.layers hides the variable that a weight is kept in; the training loop needs it. */
function variableOf(weight: unknown): tf.Variable {
  return (weight as { readonly val: tf.Variable }).val
}
