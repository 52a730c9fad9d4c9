// The one place that knows which parts of RunSpec are not built yet. Building one means deleting its line here.

import type { SpecIssue } from './checkSpec.ts'
import { DATASET_NAMES, DATASETS } from './datasets.ts'
import type { RunSpec } from './runSpec.ts'

/** What of this spec is not built yet, each with what is. */
export function findNotYet(spec: RunSpec): SpecIssue[] {
  const issues: SpecIssue[] = []
  const refuse = (path: string, found: unknown, built: string) => issues.push({ path, found, allowed: `${built} (the rest not yet)` })

  if (!DATASETS[spec.data.name])
    refuse(
      'data.name',
      spec.data.name,
      DATASET_NAMES.filter((name) => DATASETS[name])
        .map(quote)
        .join(', '),
    )
  if (spec.data.classes) refuse('data.classes', spec.data.classes, 'all classes: leave it out')
  if (spec.data.shufflePixels) refuse('data.shufflePixels', true, 'pixels in their own order: leave it out')
  for (const part of ['encoder', 'decoder'] as const) {
    spec.model[part]?.forEach((layer, i) => {
      if (layer.type !== 'dense') refuse(`model.${part}.${i}.type`, layer.type, "'dense'")
    })
  }
  const { latent } = spec.model
  if (!('units' in latent)) refuse('model.latent.type', latent.type, "'dense'")
  else {
    if (latent.topK !== undefined) refuse('model.latent.topK', latent.topK, 'every unit: leave it out')
    if (latent.variational) refuse('model.latent.variational', latent.variational, 'a plain code: leave it out')
  }
  if (spec.model.tied) refuse('model.tied', true, 'weights of its own for the decoder: leave it out')
  if (spec.corruption && spec.corruption.type !== 'gaussian') refuse('corruption.type', spec.corruption.type, "'gaussian'")
  if (spec.regularizers && spec.regularizers.length > 0) refuse('regularizers.0.type', spec.regularizers[0]?.type, 'no regularizers')
  return issues
}

function quote(text: string): string {
  return `'${text}'`
}
