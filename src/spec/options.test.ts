import { describe, expect, it } from 'vitest'
import { editSpec } from './editSpec.ts'
import { OPTIONS, type Option, optionAt } from './options.ts'
import { PRESETS } from './presets.ts'
import type { RunSpec } from './runSpec.ts'

const PATHS = Object.keys(OPTIONS)
const DENSE = { type: 'dense', units: 64, activation: 'relu' } as const
const CONV = { type: 'conv', filters: 4, kernel: 3, stride: 2, activation: 'relu' } as const
const base: RunSpec = { ...PRESETS.denoising.spec, loss: 'mse' }
/** Specs in which every option has a place, in one of them at least. */
const FULL: readonly RunSpec[] = [
  { ...base, model: { encoder: [DENSE], latent: { units: 8, activation: 'linear' }, decoder: [DENSE] } },
  { ...base, model: { encoder: [DENSE], latent: { units: 2048, activation: 'relu', topK: 4 } } },
  { ...base, model: { encoder: [DENSE], latent: { units: 8, activation: 'linear', variational: { beta: 1, warmupEpochs: 1 } } } },
  { ...base, model: { encoder: [DENSE], latent: { units: 8, activation: 'sigmoid' } }, regularizers: [{ type: 'kl', weight: 1, target: 0.1 }] },
  { ...base, corruption: { type: 'masking', rate: 0.5 } },
  { ...base, model: { encoder: [CONV], latent: { ...CONV, activation: 'linear' } } },
  {
    ...base,
    model: {
      encoder: [DENSE],
      latent: DENSE,
      decoder: [{ ...DENSE, units: 784 }, { ...CONV, type: 'conv' }, { type: 'upsample', size: 2 }, DENSE],
    },
  },
  {
    ...base,
    model: {
      encoder: [
        { ...CONV, stride: 1 },
        { type: 'max-pool', size: 2 },
      ],
      latent: DENSE,
    },
  },
]

function option(path: string): Option {
  return (OPTIONS as Record<string, Option>)[path] as Option
}

/** Smallest, largest and middle value, or all the choices. */
function values(path: string): (string | number)[] {
  const entry = option(path)
  if (entry.kind === 'choice') return [...entry.choices]
  return [entry.min, entry.max]
}

function valueAt(spec: RunSpec, path: string): unknown {
  return path.split('.').reduce((owner: unknown, key) => (owner as Record<string, unknown> | undefined)?.[key], spec)
}

/** A spec that has this option, and where in it: in the first layer or regularizer that does. */
function placeOf(path: string): { spec: RunSpec; place: string } {
  const indices = path.includes('*') ? [0, 1, 2] : [0]
  const places = FULL.flatMap((spec) => indices.map((index) => ({ spec, place: path.replace('*', String(index)) })))
  return places.find(({ spec, place }) => valueAt(spec, place) !== undefined) ?? { spec: FULL[0] as RunSpec, place: path }
}

describe('OPTIONS', () => {
  it.each(PATHS)('[S15] %s: every value the control offers is accepted by the schema', (path) => {
    const { spec: full, place } = placeOf(path)
    for (const value of values(path)) {
      const spec = editSpec(full, place, value)
      expect(valueAt(spec, place)).toBe(value)
    }
  })

  it.each(PATHS)('[S15] %s has a label, a sentence to explain it and a range or choices that make sense', (path) => {
    const entry = option(path)
    expect(entry.label).not.toBe('')
    expect(entry.glossary).toMatch(/^[A-Z].*\.$/)
    if (entry.kind === 'choice') expect(new Set(entry.choices).size).toBe(entry.choices.length)
    else {
      expect(entry.min).toBeLessThan(entry.max)
      expect(entry.step).toBeGreaterThan(entry.scale === 'log' ? 1 : 0)
    }
  })

  it('[S15] no two options share a name in a link', () => {
    const keys = PATHS.map((path) => option(path).linkKey)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('[S15] the values of the presets lie within what the controls offer', () => {
    for (const { spec } of Object.values(PRESETS)) {
      for (const path of PATHS.filter((p) => !p.includes('*'))) {
        const value = path.split('.').reduce((owner: unknown, key) => (owner as Record<string, unknown> | undefined)?.[key], spec)
        const entry = option(path)
        if (value === undefined || Array.isArray(value)) continue
        if (entry.kind === 'choice') expect(entry.choices).toContain(value)
        else expect(value as number).toSatisfy((n: number) => n >= entry.min && n <= entry.max)
      }
    }
  })

  it('[S15] an index of a layer finds the option of all layers, and nothing else does', () => {
    expect(optionAt('model.encoder.3.units')).toBe(OPTIONS['model.encoder.*.units'])
    for (const path of ['model.encoder.units', 'model.encoder.x.units', 'toString', '__proto__', '']) expect(optionAt(path)).toBeUndefined()
  })
})
