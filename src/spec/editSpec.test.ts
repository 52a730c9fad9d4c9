import { describe, expect, it } from 'vitest'
import { SpecError } from './checkSpec.ts'
import { editEffect, editSpec, setField } from './editSpec.ts'
import { PRESET_NAMES, PRESETS, presetOf } from './presets.ts'

const { vanilla, multilayer, denoising } = PRESETS

describe('editSpec', () => {
  it('[S5] setting steps removes epochs, and setting epochs removes steps', () => {
    const bySteps = editSpec(vanilla.spec, 'training.steps', 50)
    expect(bySteps.training).toMatchObject({ steps: 50 })
    expect(bySteps.training).not.toHaveProperty('epochs')
    expect(editSpec(bySteps, 'training.epochs', 5)).toEqual(vanilla.spec)
  })

  it('[S5] removing the only length is refused', () => {
    expect(() => editSpec(vanilla.spec, 'training.epochs', undefined)).toThrow(/either epochs or steps/)
  })

  it('[S16] gives a new spec and leaves the old one alone', () => {
    const before = structuredClone(multilayer.spec)
    const edited = editSpec(multilayer.spec, 'model.encoder.1.units', 32)
    expect(edited.model.encoder[1]).toMatchObject({ units: 32 })
    expect(multilayer.spec).toEqual(before)
  })

  it('[S16] undefined removes an optional field', () => {
    expect(editSpec(denoising.spec, 'corruption', undefined)).not.toHaveProperty('corruption')
  })

  it('[S16] noise can be set where there was none', () => {
    expect(editSpec(vanilla.spec, 'corruption.sigma', [0, 0.4]).corruption).toEqual({ type: 'gaussian', sigma: [0, 0.4] })
  })

  it.each(['model.encoder.0.units', 'model.encoder.0', 'training.rate.peak', 'nowhere.at.all', 'seed.low'])(
    '[S16] a path that leads nowhere in the spec is refused by name: %s',
    (path) => {
      expect(() => editSpec(vanilla.spec, path, 8)).toThrow(SpecError)
      expect(() => editSpec(vanilla.spec, path, 8)).toThrow(`${path}: found 8; allowed: `)
    },
  )

  it.each(['', 'training.', '.seed', 'training.rate'])('[S16] a path that names no field is refused: %j', (path) => {
    expect(() => editSpec(vanilla.spec, path, 8)).toThrow(SpecError)
  })

  it.each(['__proto__.polluted', 'constructor.prototype.polluted', 'data.__proto__', 'data.__proto__.polluted', '__proto__'])(
    '[S9] the path %s is refused and changes no prototype',
    (path) => {
      expect(() => editSpec(vanilla.spec, path, { polluted: true })).toThrow(SpecError)
      expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    },
  )

  it('[P93] between points of the plane and of space the code stays one number short of the axes, where it was', () => {
    const ring = editSpec(vanilla.spec, 'data.name', 'ring')
    const roll = editSpec(ring, 'data.name', 'swiss-roll')
    expect(roll.model.latent).toMatchObject({ units: 2 })
    expect(editSpec(roll, 'data.name', 'ring')).toEqual(ring)
    const wide = editSpec(ring, 'model.latent.units', 5)
    expect(editSpec(wide, 'data.name', 'swiss-roll').model.latent).toMatchObject({ units: 5 })
    expect(editSpec(ring, 'data.name', 'moons').model).toEqual(ring.model)
  })

  it('[S16] several fields can be set before they have to fit together', () => {
    const linear = setField(setField(vanilla.spec, 'model.output', 'linear'), 'loss', 'mse')
    expect(editSpec(linear as typeof vanilla.spec, 'seed', 3)).toMatchObject({ seed: 3, loss: 'mse' })
  })
})

describe('editEffect', () => {
  it.each([
    ['training.learningRate', 'live'],
    ['training.batchSize', 'live'],
    ['training.epochs', 'live'],
    ['corruption', 'live'],
    ['corruption.sigma', 'live'],
    ['model.latent.units', 'new-run'],
    ['model.encoder.12.units', 'new-run'],
    ['loss', 'new-run'],
    ['data.train', 'fresh'],
    ['data.test', 'new-run'],
    ['model', 'new-run'],
    ['seed', 'fresh'],
  ])('[S17] an edit of %s is %s', (path, effect) => {
    expect(editEffect(path)).toBe(effect)
  })
})

describe('presetOf', () => {
  it.each(PRESET_NAMES)('[S18] knows %s whatever the order of its fields', (name) => {
    const { spec } = PRESETS[name]
    expect(presetOf(spec)).toBe(name)
    expect(presetOf(JSON.parse(JSON.stringify(spec, Object.keys(flatKeys(spec)).reverse())))).toBe(name)
  })

  it('[S18] an edited preset is no preset, until it is edited back', () => {
    const edited = editSpec(vanilla.spec, 'model.latent.units', 33)
    expect(presetOf(edited)).toBeUndefined()
    expect(presetOf(editSpec(edited, 'model.latent.units', 32))).toBe('vanilla')
  })
})

/** Every key that occurs anywhere in a value: as JSON.stringify's second argument it decides the order of fields. */
function flatKeys(value: unknown, into: Record<string, true> = {}): Record<string, true> {
  if (typeof value !== 'object' || value === null) return into
  for (const [key, inner] of Object.entries(value)) {
    into[key] = true
    flatKeys(inner, into)
  }
  return into
}
