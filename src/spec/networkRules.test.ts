import { describe, expect, it } from 'vitest'
import { checkSpec, SpecError } from './checkSpec.ts'
import { setField } from './editSpec.ts'
import { PRESETS } from './presets.ts'
import type { SpecIssue } from './specIssue.ts'

const CODE = { units: 32, activation: 'linear' }
const CONV = { type: 'conv', filters: 4, kernel: 3, stride: 2, activation: 'sigmoid' }

function changed(changes: Record<string, unknown>): unknown {
  return Object.entries(changes).reduce<unknown>((spec, [path, value]) => setField(spec, path, value), PRESETS.multilayer.spec)
}

function issues(changes: Record<string, unknown>): readonly SpecIssue[] {
  try {
    checkSpec(changed(changes))
    return []
  } catch (error) {
    if (error instanceof SpecError) return error.issues
    throw error
  }
}

const L1 = { type: 'l1', weight: 0.1 }
const KL = { type: 'kl', weight: 0.1, target: 0.05 }
const DECAY = { type: 'weight-decay', weight: 0.1 }

describe('what a code and its penalties can be', () => {
  it.each([
    ['top-k larger than the code', { 'model.latent': { ...CODE, topK: 33 } }, 'model.latent.topK', '1 to 32'],
    ['kl on a linear code', { 'model.latent': CODE, regularizers: [KL] }, 'regularizers.0.type', "with a linear code 'l1'"],
    [
      'kl on a relu code',
      { 'model.latent': { ...CODE, activation: 'relu' }, regularizers: [L1, KL] },
      'regularizers.1.type',
      "with a relu code 'l1'",
    ],
    ['a type twice', { regularizers: [L1, DECAY, L1] }, 'regularizers.2.type', 'each type once'],
    ['tied beside a written decoder', { 'model.tied': true, 'model.decoder': [] }, 'model.tied', 'no model.tied beside a written model.decoder'],
    ['tied convolutions', { 'model.tied': true, 'model.encoder': [CONV] }, 'model.tied', 'dense layers alone'],
    ['a tied variational code', { 'model.tied': true, 'model.latent': { ...CODE, variational: { beta: 1 } } }, 'model.tied', 'two kernels'],
    [
      'a variational code that is bent',
      { 'model.latent': { units: 2, activation: 'relu', variational: { beta: 1 } } },
      'model.latent.activation',
      "'linear'",
    ],
    [
      'a variational code of which some units are off',
      { 'model.latent': { ...CODE, topK: 3, variational: { beta: 1 } } },
      'model.latent.topK',
      'no topK',
    ],
  ] as [string, Record<string, unknown>, string, string][])(
    '[E78] %s is refused with the nearest that is allowed',
    (_name, changes, path, allowed) => {
      const [first] = issues(changes)
      expect(first?.path).toBe(path)
      expect(first?.allowed).toContain(allowed)
    },
  )

  it.each([
    ['topK', 3, 'it would keep places rather than features', "'l1'", 'a dense code'],
    ['variational', { beta: 1 }, 'gives no spread', 'a dense code'],
    // Whatever else is wrong: what is wanted stands first.
    ['topK', 'many', 'places', "'l1'"],
  ] as [string, unknown, ...string[]][])(
    '[E78] %s = %j on a convolutional code is refused in one issue with the reason and the nearest that is allowed',
    (field, value, ...allowed) => {
      const path = `model.latent.${field}`
      for (const latent of [CONV, { ...CONV, filters: 0 }, { type: 'conv', units: 32, activation: 'linear' }]) {
        const found = issues({ 'model.encoder': [CONV], 'model.latent': { ...latent, [field]: value } })
        expect(found).toMatchObject([{ path, found: value }])
        for (const words of allowed) expect(found[0]?.allowed).toContain(words)
      }
    },
  )

  it.each([
    ['all of a code kept', { 'model.latent': { ...CODE, topK: 32 } }],
    [
      'top-k of a sigmoid code with kl, l1 and weight decay',
      { 'model.latent': { units: 32, activation: 'sigmoid', topK: 4 }, regularizers: [KL, L1, DECAY] },
    ],
    ['kl on a convolutional sigmoid code', { 'model.encoder': [], 'model.latent': CONV, regularizers: [KL] }],
    ['tied weights, weight decay', { 'model.tied': true, regularizers: [DECAY] }],
    ['an overcomplete code', { 'model.encoder': [], 'model.latent': { units: 1_000, activation: 'relu' }, regularizers: [L1] }],
  ] as [string, Record<string, unknown>][])('[E78] %s is accepted', (_name, changes) => {
    expect(issues(changes)).toEqual([])
  })
})
