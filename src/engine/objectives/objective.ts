// What a training step makes small: the reconstruction loss, and added to it what the spec's regularizers and a variational code ask for.

import * as tf from '@tensorflow/tfjs-core'
import type { RunSpec } from '../../spec/runSpec.ts'
import type { Autoencoder } from '../models/autoencoder.ts'
import type { Feed } from './feeds.ts'
import { LOSS_FUNCTIONS } from './losses.ts'
import { type Pass, penaltyOf, type Regularizer } from './penalties.ts'
import { openVariational } from './variational.ts'

/** A batch as it comes into a step. */
export interface StepInputs {
  /** [batch, inputs], clean. */
  readonly target: tf.Tensor2D
  /** The same tensor where there is no noise. */
  readonly input: tf.Tensor2D
  /** What the objective's feeds hold at this step. */
  readonly fed: readonly tf.Tensor[]
}

export interface Objective {
  /** What it needs of each step beside the batch. */
  readonly feeds: readonly Feed[]
  /** Names of what is added to the reconstruction loss. */
  readonly terms: readonly string[]
  /** Within a tidy. `total` is to be differentiated; `parts` are the reconstruction loss and each term, whose sum it is. */
  evaluate(inputs: StepInputs): { readonly total: tf.Scalar; readonly parts: readonly tf.Scalar[] }
}

/** The name under which a variational code's divergence is added. The regularizer of that name has no meaning beside it: it wants a sigmoid code. */
const VARIATIONAL_TERM = 'kl'

/** The objective of a checked spec on its model. `loss`: in place of the spec's own. */
export function createObjective(spec: RunSpec, model: Autoencoder, loss = LOSS_FUNCTIONS[spec.loss]): Objective {
  const variational = openVariational(spec, model.plan)
  const penalties = (spec.regularizers ?? []).map((regularizer) => openPenalty(regularizer, model))
  const ownFeeds = variational?.feeds ?? []
  return {
    feeds: [...ownFeeds, ...penalties.flatMap(({ feeds }) => feeds)],
    terms: [...(variational ? [VARIATIONAL_TERM] : []), ...penalties.map(({ name }) => name)],
    evaluate({ target, input, fed }) {
      const values: tf.Tensor2D[] = []
      const seen = (layer: tf.Tensor2D) => values.push(layer)
      const drawing = variational?.begin(fed.slice(0, ownFeeds.length))
      const code = model.encode(input, { seen, ...(drawing && { sample: drawing.sample }) })
      const logits = model.decodeToLogits(code, { seen })
      const pass: Pass = { model, input, code, values }
      let used = ownFeeds.length
      const terms = penalties.map(({ value, feeds }) => {
        const own = fed.slice(used, used + feeds.length)
        used += feeds.length
        return value(pass, own)
      })
      const parts = [loss.objective(logits, target, model.output), ...(drawing ? [drawing.term()] : []), ...terms]
      return { total: parts.reduce((sum, part) => tf.add(sum, part)), parts }
    },
  }
}

function openPenalty(regularizer: Regularizer, model: Autoencoder) {
  const penalty = penaltyOf(regularizer.type)
  return {
    name: regularizer.type,
    feeds: penalty.feeds?.(model) ?? [],
    value: (pass: Pass, fed: readonly tf.Tensor[]) => penalty.value(pass, regularizer, fed),
  }
}
