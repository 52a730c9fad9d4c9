// One edit of a spec: a path such as "training.learningRate" and a value. Gives a new, checked spec; the old one is not touched.

import { checkSpec, SpecError } from './checkSpec.ts'
import { type EditEffect, optionAt } from './options.ts'
import type { RunSpec } from './runSpec.ts'

/** Sets one field. `undefined` as value removes it. Throws SpecError for a path that leads nowhere or a value that is refused. */
export function editSpec(spec: RunSpec, path: string, value: unknown): RunSpec {
  const copy = structuredCopy(spec) as unknown as Record<string, unknown>
  const keys = path.split('.')
  const last = keys.pop()
  if (!last) throw new SpecError([{ path: '', found: path, allowed: 'a path such as "training.learningRate"' }])
  let owner = copy
  for (const key of keys) {
    const next = Object.hasOwn(owner, key) ? owner[key] : undefined
    if (next === undefined && path === 'corruption.sigma') {
      owner[key] = { type: 'gaussian' }
    } else if (typeof next !== 'object' || next === null) {
      throw new SpecError([{ path, found: value, allowed: `a field that exists; this spec has no ${key}` }])
    }
    owner = owner[key] as Record<string, unknown>
  }
  if (value === undefined) delete owner[last]
  else if (Array.isArray(owner) && !Object.hasOwn(owner, last)) {
    throw new SpecError([{ path, found: value, allowed: 'a layer that exists' }])
  } else owner[last] = value
  removeRival(copy, path, value)
  return checkSpec(copy)
}

/** What an edit costs: see EditEffect. A path outside the option table starts afresh. */
export function editEffect(path: string): EditEffect {
  if (path === 'corruption') return 'live'
  return optionAt(path)?.effect ?? 'new-run'
}

/** epochs and steps exclude each other: setting one removes the other. */
function removeRival(spec: Record<string, unknown>, path: string, value: unknown): void {
  if (value === undefined) return
  const training = spec['training'] as Record<string, unknown>
  if (path === 'training.epochs') delete training['steps']
  if (path === 'training.steps') delete training['epochs']
}

function structuredCopy(spec: RunSpec): RunSpec {
  return JSON.parse(JSON.stringify(spec)) as RunSpec
}
