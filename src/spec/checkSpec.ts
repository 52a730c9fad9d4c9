// Turns anything into a RunSpec or says exactly what is wrong with it: the path of the field, what was found, what is allowed.
// In this order: the shape (schema), what is not built yet, what contradicts itself, what would not fit in memory.

import type * as z from 'zod/mini'
import { countText } from './countText.ts'
import { datasetFacts } from './datasets.ts'
import { MEMORY_LIMIT_BYTES, memoryBytes } from './memory.ts'
import { outputActivation } from './network.ts'
import { findNetworkFaults } from './networkRules.ts'
import { findNotYet } from './notYet.ts'
import { type RunSpec, runSpecSchema } from './runSpec.ts'
import type { SpecIssue } from './specIssue.ts'

/** By the field: what is allowed instead of it where the code is convolutional, and why. */
const DENSE_CODE_FIELDS = {
  topK: "no topK on a convolutional code, of which it would keep places rather than features: regularizers with 'l1', or a dense code, { units, activation, topK }",
  variational:
    "no variational on a convolutional code, whose layer gives no spread beside each mean: a dense code behind the same convolutions, { units, activation: 'linear', variational }",
}

/** A spec that was refused. The message names the first fault's field, what was found and what is allowed. */
export class SpecError extends Error {
  override readonly name = 'SpecError'
  readonly issues: readonly SpecIssue[]

  constructor(issues: readonly SpecIssue[]) {
    super(issues.slice(0, 3).map(sentence).join('\n'))
    this.issues = issues
  }
}

/** Checks a spec and returns it as a fresh object. Throws SpecError. */
export function checkSpec(value: unknown): RunSpec {
  const parsed = runSpecSchema.safeParse(value)
  if (!parsed.success) {
    const denseAlone = findDenseCodeFields(value)
    throw new SpecError(denseAlone.length > 0 ? denseAlone : parsed.error.issues.flatMap((issue) => schemaIssues(issue, value)))
  }
  const spec = parsed.data
  for (const check of [findNotYet, findContradictions, findNetworkFaults, findTooLarge]) {
    const issues = check(spec)
    if (issues.length > 0) throw new SpecError(issues)
  }
  return spec
}

/** What a dense code alone can have, asked of a convolutional one: to the schema merely a name that it does not know. */
function findDenseCodeFields(root: unknown): SpecIssue[] {
  const latent = ['model', 'latent']
  if (valueAt(root, [...latent, 'type']) !== 'conv') return []
  return Object.entries(DENSE_CODE_FIELDS).flatMap(([field, allowed]) => {
    const found = valueAt(root, [...latent, field])
    return found === undefined ? [] : [{ path: [...latent, field].join('.'), found, allowed }]
  })
}

function findContradictions(spec: RunSpec): SpecIssue[] {
  const issues: SpecIssue[] = []
  const facts = datasetFacts(spec.data.name)
  const { epochs, steps } = spec.training
  if ((epochs === undefined) === (steps === undefined)) {
    issues.push({ path: 'training', found: { epochs, steps }, allowed: 'either epochs or steps, not both and not neither' })
  }
  for (const part of ['train', 'test'] as const) {
    const count = spec.data[part]
    const most = facts[`${part}Most`]
    if (count !== undefined && count > most) {
      issues.push({ path: `data.${part}`, found: count, allowed: `1 to ${countText(most)}: ${facts.title} has no more` })
    }
  }
  if (spec.data.shufflePixels && facts.kind === 'points') {
    issues.push({ path: 'data.shufflePixels', found: true, allowed: 'pictures alone, mnist or fashion-mnist: a point has no pixels' })
  }
  const output = outputActivation(spec, facts)
  if (output === 'sigmoid' && facts.range[0] < 0) {
    issues.push({ path: 'model.output', found: output, allowed: `'linear': a sigmoid can't reach values below 0, and ${facts.title} has them` })
  }
  if (spec.loss === 'bce' && facts.range[0] < 0) {
    issues.push({
      path: 'loss',
      found: 'bce',
      allowed: `'mse': 'bce' compares values from 0 to 1, and those of ${facts.title} begin at ${facts.range[0]}`,
    })
  } else if (spec.loss === 'bce' && output !== 'sigmoid') {
    issues.push({ path: 'loss', found: 'bce', allowed: `'mse' with a ${output} output; 'bce' needs model.output 'sigmoid'` })
  }
  return issues
}

function findTooLarge(spec: RunSpec): SpecIssue[] {
  const bytes = memoryBytes(spec)
  if (bytes <= MEMORY_LIMIT_BYTES) return []
  const found = `a network that needs ${gigabytes(bytes)} to train`
  return [{ path: 'model', found, allowed: `at most ${gigabytes(MEMORY_LIMIT_BYTES)}: fewer units, fewer layers or a smaller training.batchSize` }]
}

function schemaIssues(issue: z.core.$ZodIssue, root: unknown): SpecIssue[] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    const where = valueAt(root, path)
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      found: valueAt(where, [key]),
      allowed: 'no such field: RunSpec version 1 does not have it',
    }))
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The branch that came furthest says most: deepest path first, then fewest faults.
    const [best] = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)
    if (best?.some((inner) => inner.path.length > 0)) {
      return best.flatMap((inner) => schemaIssues({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue, root))
    }
    const choices = issue.errors.flatMap((branch) => branch.map(allowedBy))
    return [{ path: path.join('.'), found: valueAt(root, path), allowed: [...new Set(choices)].join(', or ') }]
  }
  return [{ path: path.join('.'), found: valueAt(root, path), allowed: allowedBy(issue) }]
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length))
}

function allowedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `a value of type ${issue.expected}`
    case 'invalid_value':
      return issue.values.map((v) => JSON.stringify(v)).join(', ')
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? issue.options.map((v) => JSON.stringify(v)).join(', ') : 'one of the known forms'
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${issue.origin === 'array' ? ' entries' : ''}`
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${issue.origin === 'array' ? ' entries' : ''}`
    default:
      return issue.message
  }
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  let value = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

function sentence({ path, found, allowed }: SpecIssue): string {
  return `${path || 'the spec'}: found ${show(found)}; allowed: ${allowed}`
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string' && value.includes(' ')) return value
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}

function gigabytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
