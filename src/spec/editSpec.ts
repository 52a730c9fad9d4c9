// One edit of a spec: a path such as "training.learningRate" and a value. Gives a new, checked spec; the old one is not touched.

import { adaptToDataset } from './adaptToDataset.ts'
import { checkSpec, SpecError } from './checkSpec.ts'
import { DATASET_NAMES, type DatasetName } from './datasets.ts'
import { type EditEffect, optionAt } from './options.ts'
import { DEFAULT_PRESET, PRESETS } from './presets.ts'
import type { RunSpec } from './runSpec.ts'

/** Sets one field and checks the result. `undefined` removes the field; another dataset takes with it what no longer fits. Throws SpecError for a path that leads nowhere or a value that is refused. */
export function editSpec(spec: RunSpec, path: string, value: unknown): RunSpec {
  if (path === 'data.name' && isDatasetName(value)) return checkSpec(adaptToDataset(spec, value, PRESETS[DEFAULT_PRESET].spec))
  return checkSpec(setField(spec, path, value))
}

/**
 * A copy of a spec with one field set, not checked yet, so that several can be set before they have to fit together.
 * `undefined` removes the field. "corruption.sigma" makes the corruption where there is none, "corruption.type" keeps its strength.
 * Throws SpecError for a path that leads nowhere.
 */
export function setField(spec: unknown, path: string, value: unknown): unknown {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) throw new SpecError([{ path: '', found: spec, allowed: 'an object' }])
  if (path === 'corruption.type') return setField(spec, 'corruption', retyped(value, spec))
  const copy = structuredCopy(spec)
  const keys = path.split('.')
  const last = keys.pop() as string
  let owner: Record<string, unknown> = copy
  for (const key of keys) {
    if (path === 'corruption.sigma' && !Object.hasOwn(owner, key)) owner[key] = { type: 'gaussian' }
    const next = Object.hasOwn(owner, key) ? owner[key] : undefined
    if (typeof next !== 'object' || next === null) {
      throw new SpecError([{ path, found: value, allowed: `a field that is there; this spec has no '${key}'` }])
    }
    owner = next as Record<string, unknown>
  }
  if (Array.isArray(owner) && !Object.hasOwn(owner, last)) {
    throw new SpecError([{ path, found: value, allowed: `an entry that is there; this spec has no '${last}'` }])
  }
  if (value === undefined) delete owner[last]
  else Object.defineProperty(owner, last, { value, writable: true, enumerable: true, configurable: true })
  if (value !== undefined) removeRival(copy, path)
  return copy
}

/** What an edit costs: see EditEffect. */
export function editEffect(path: string): EditEffect {
  if (path === 'corruption' || path === 'regularizers') return 'live'
  if (path === 'data.shufflePixels') return 'fresh'
  return optionAt(path)?.effect ?? 'new-run'
}

/** epochs and steps exclude each other: setting one removes the other. */
function removeRival(spec: Record<string, unknown>, path: string): void {
  const { training } = spec as { training: { epochs?: unknown; steps?: unknown } }
  if (path === 'training.epochs') delete training.steps
  if (path === 'training.steps') delete training.epochs
}

function structuredCopy(spec: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(spec)) as Record<string, unknown>
}

function isDatasetName(value: unknown): value is DatasetName {
  return DATASET_NAMES.some((name) => name === value)
}

/** Another kind of noise, as strong as the former, or as half of all. Left to the check what is no kind. */
function retyped(type: unknown, spec: object): unknown {
  if (type === undefined) return undefined
  const former = (spec as Partial<RunSpec>).corruption
  const strength = former === undefined ? 0.5 : former.type === 'gaussian' ? former.sigma : former.rate
  if (type === 'gaussian') return { type, sigma: strength }
  return { type, rate: typeof strength === 'number' ? Math.min(strength, 1) : strength.map((end) => Math.min(end, 1)) }
}
