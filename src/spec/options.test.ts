import { describe, expect, it } from 'vitest'
import { checkSpec } from './checkSpec.ts'
import { setField } from './editSpec.ts'
import { OPTIONS, type Option, optionAt } from './options.ts'
import { PRESETS } from './presets.ts'
import type { RunSpec } from './runSpec.ts'

const PATHS = Object.keys(OPTIONS)
/** A spec in which every option has a place: the denoising preset with a layer on each side. */
const FULL: RunSpec = {
  ...PRESETS.denoising.spec,
  loss: 'mse',
  model: {
    encoder: [{ type: 'dense', units: 64, activation: 'relu' }],
    latent: { units: 8, activation: 'linear' },
    decoder: [{ type: 'dense', units: 64, activation: 'relu' }],
  },
}

function option(path: string): Option {
  return (OPTIONS as Record<string, Option>)[path] as Option
}

/** Smallest, largest and middle value, or all the choices. */
function values(path: string): (string | number)[] {
  const entry = option(path)
  if (entry.kind === 'choice') return [...entry.choices]
  return [entry.min, entry.max]
}

describe('OPTIONS', () => {
  it.each(PATHS)('[S15] %s: every value the control offers is accepted by the schema', (path) => {
    const place = path.replace('*', '0')
    for (const value of values(path)) {
      const spec = checkSpec(setField(FULL, place, value)) as unknown as Record<string, unknown>
      expect(place.split('.').reduce((owner: unknown, key) => (owner as Record<string, unknown>)[key], spec)).toBe(value)
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
