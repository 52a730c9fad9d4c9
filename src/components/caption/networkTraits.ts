// What kind of autoencoder a spec stands for, as far as the caption has something to say of it.

import type { NetworkPlan } from '../../spec/network.ts'
import type { RunSpec } from '../../spec/runSpec.ts'

export interface NetworkTraits {
  /** No layer bends and the squared error is made small: all that it can learn is PCA. */
  readonly isLinear: boolean
  /** Something holds units of the code at rest. */
  readonly isSparse: boolean
  readonly isConvolutional: boolean
  readonly isShuffled: boolean
  /** Of a variational code. */
  readonly beta: number | null
  /** Of the contractive penalty; 0 without one. */
  readonly contractiveWeight: number
  /** Of the code, weight decay left out. */
  readonly penalties: readonly string[]
}

export function traitsOf({ model, loss, data, regularizers = [] }: RunSpec, { layers }: NetworkPlan): NetworkTraits {
  const { latent } = model
  const penalties = regularizers.filter(({ type, weight }) => type !== 'weight-decay' && weight > 0)
  const isPlain = latent.type === 'conv' || (latent.topK === undefined && latent.variational === undefined)
  const isTopK = latent.type !== 'conv' && latent.topK !== undefined && latent.topK < latent.units
  return {
    isLinear:
      loss === 'mse' && isPlain && penalties.length === 0 && layers.every(({ type, activation }) => type === 'dense' && activation === 'linear'),
    isSparse: isTopK || penalties.some(({ type }) => type === 'l1' || type === 'kl'),
    isConvolutional: layers.some(({ type }) => type === 'conv' || type === 'conv-transpose'),
    isShuffled: data.shufflePixels === true,
    beta: latent.type !== 'conv' && latent.variational ? latent.variational.beta : null,
    contractiveWeight: penalties.find(({ type }) => type === 'contractive')?.weight ?? 0,
    penalties: penalties.map(({ type }) => type),
  }
}
