// What has to change along with one field, so that a control of the page gives a network that trains rather than a refusal: the last wish counts.

import { checkSpec } from './checkSpec.ts'
import { editSpec, setField } from './editSpec.ts'
import type { RunSpec } from './runSpec.ts'

/** One field of a spec and what it shall be; undefined removes it. */
export interface FieldEdit {
  readonly path: string
  readonly value: unknown
}

export type Regularizer = NonNullable<RunSpec['regularizers']>[number]

/** The edit, and before it what stands in its way: the nearest that works. Where nothing does, the edit alone, to be refused with its reason. */
export function nearestEdits(spec: RunSpec, path: string, value: unknown): FieldEdit[] {
  const { latent, output } = spec.model
  const isDense = latent.type !== 'conv'
  const variational = isDense ? latent.variational : undefined
  const wanted = { path, value }
  switch (path) {
    case 'model.latent.activation':
      return [
        ...(variational && value !== 'linear' ? [{ path: 'model.latent.variational', value: undefined }] : []),
        ...(value === 'sigmoid' ? [] : withoutKl(spec)),
        wanted,
      ]
    case 'model.latent.variational':
      if (!isDense || value === undefined) return [wanted]
      return [
        ...(latent.activation === 'linear' ? [] : [{ path: 'model.latent.activation', value: 'linear' }]),
        ...(latent.topK === undefined ? [] : [{ path: 'model.latent.topK', value: undefined }]),
        ...(spec.model.tied ? [{ path: 'model.tied', value: undefined }] : []),
        ...withoutKl(spec),
        wanted,
      ]
    case 'regularizers': {
      const asksForKl = Array.isArray(value) && value.some((one: Regularizer | null) => one?.type === 'kl')
      const bends = asksForKl && !variational && latent.activation !== 'sigmoid'
      return bends ? [{ path: 'model.latent.activation', value: 'sigmoid' }, wanted] : [wanted]
    }
    case 'model.latent.units':
      if (!isDense || latent.topK === undefined || typeof value !== 'number' || !(value >= 1) || value >= latent.topK) return [wanted]
      return [{ path: 'model.latent.topK', value }, wanted]
    case 'loss':
      return value === 'bce' && output === 'linear' ? [{ path: 'model.output', value: undefined }, wanted] : [wanted]
    case 'model.output':
      return value === 'linear' && spec.loss === 'bce' ? [{ path: 'loss', value: 'mse' }, wanted] : [wanted]
    default:
      return [wanted]
  }
}

/** Sets several fields that need to fit together only in the end. Throws SpecError. */
export function editSpecTogether(spec: RunSpec, edits: readonly FieldEdit[]): RunSpec {
  const [only, ...more] = edits
  if (only && more.length === 0) return editSpec(spec, only.path, only.value)
  return checkSpec(edits.reduce<unknown>((changed, { path, value }) => setField(changed, path, value), spec))
}

/** Why an edit is refused even with what is nearest to it; null where it isn't. The sentence is that of the check. */
export function reasonAgainst(spec: RunSpec, path: string, value: unknown): string | null {
  try {
    editSpecTogether(spec, nearestEdits(spec, path, value))
    return null
  } catch (error) {
    if (error instanceof Error) return error.message.replace(/^.*?; allowed: /, '')
    throw error
  }
}

/** The spec's penalties with one of them put in, changed or, with null, taken out; undefined where none are left. */
export function withPenalty(spec: RunSpec, type: Regularizer['type'], penalty: Regularizer | null): readonly Regularizer[] | undefined {
  const former = spec.regularizers ?? []
  const isThere = former.some((one) => one.type === type)
  const kept = penalty === null ? former.filter((one) => one.type !== type) : former.map((one) => (one.type === type ? penalty : one))
  const all = penalty !== null && !isThere ? [...kept, penalty] : kept
  return all.length > 0 ? all : undefined
}

function withoutKl(spec: RunSpec): FieldEdit[] {
  if (!spec.regularizers?.some(({ type }) => type === 'kl')) return []
  return [{ path: 'regularizers', value: withPenalty(spec, 'kl', null) }]
}
