// What of a network contradicts itself: layers that can't follow one another, a code that its penalty has no meaning for.

import { countText } from './countText.ts'
import { PlanError, planNetwork } from './network.ts'
import type { RunSpec } from './runSpec.ts'
import type { SpecIssue } from './specIssue.ts'

/** Each fault with the nearest that is allowed. The spec must have the schema's shape and a dataset that is built. */
export function findNetworkFaults(spec: RunSpec): SpecIssue[] {
  return [...layerFaults(spec), ...codeFaults(spec), ...tiedFaults(spec), ...regularizerFaults(spec)]
}

function layerFaults(spec: RunSpec): SpecIssue[] {
  try {
    planNetwork(spec)
    return []
  } catch (error) {
    if (error instanceof PlanError) return [error.issue]
    throw error
  }
}

function codeFaults({ model: { latent } }: RunSpec): SpecIssue[] {
  if (latent.type === 'conv') return []
  const issues: SpecIssue[] = []
  const { units, activation, topK, variational } = latent
  if (topK !== undefined && topK > units) {
    issues.push({ path: 'model.latent.topK', found: topK, allowed: `1 to ${countText(units)}: the code has no more units` })
  }
  if (variational && activation !== 'linear') {
    const allowed = "'linear' with model.latent.variational: a mean may be any number"
    issues.push({ path: 'model.latent.activation', found: activation, allowed })
  }
  if (variational && topK !== undefined) {
    issues.push({
      path: 'model.latent.topK',
      found: topK,
      allowed: 'no topK with model.latent.variational: every unit of a sampled code is noisy, none is off',
    })
  }
  return issues
}

function tiedFaults({ model }: RunSpec): SpecIssue[] {
  if (!model.tied) return []
  const refuse = (allowed: string): SpecIssue[] => [{ path: 'model.tied', found: true, allowed }]
  if (model.decoder) return refuse('no model.tied beside a written model.decoder: tied weights are the mirrored encoder’s')
  if (model.latent.type === 'conv' || model.encoder.some(({ type }) => type !== 'dense')) return refuse('no model.tied but with dense layers alone')
  if (model.latent.variational) return refuse('no model.tied with model.latent.variational: its bottleneck has two kernels, the decoder one')
  return []
}

function regularizerFaults({ model: { latent }, regularizers = [] }: RunSpec): SpecIssue[] {
  const issues: SpecIssue[] = []
  regularizers.forEach(({ type }, i) => {
    const path = `regularizers.${i}.type`
    if (regularizers.findIndex((other) => other.type === type) < i) {
      issues.push({ path, found: type, allowed: 'each type once: add the weights up' })
    }
    if (type === 'kl' && latent.activation !== 'sigmoid') {
      const allowed = `'kl' with a sigmoid code (model.latent.activation 'sigmoid'), whose units are active a share of the time; with a ${latent.activation} code 'l1'`
      issues.push({ path, found: type, allowed })
    }
  })
  return issues
}
