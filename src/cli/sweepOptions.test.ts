import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { SpecError } from '../spec/checkSpec.ts'
import { editSpec } from '../spec/editSpec.ts'
import { PRESETS } from '../spec/presets.ts'
import { UsageError } from './options.ts'
import { parseSweepOptions } from './sweepOptions.ts'

const VARY = ['--vary', 'model.latent.units=1,2']

/** The values that are read from a text after the path. */
function valuesOf(path: string, text: string): readonly unknown[] {
  return parseSweepOptions(['--preset', 'vanilla', '--vary', `${path}=${text}`]).sweep.values
}

describe('parseSweepOptions', () => {
  it('[C9] takes a spec as train does, and three seeds', () => {
    const { sweep, runs, jobs, ...rest } = parseSweepOptions(['--preset', 'vanilla', '--set', 'training.steps=20', '--set', 'seed=5', ...VARY])
    const base = editSpec(editSpec(PRESETS.vanilla.spec, 'training.steps', 20), 'seed', 5)
    expect(sweep).toEqual({ base, path: 'model.latent.units', values: [1, 2], seeds: 3 })
    expect(runs.map(({ value, seed }) => [value, seed])).toEqual([5, 6, 7].flatMap((seed) => [1, 2].map((value) => [value, seed])))
    expect(rest).toEqual({ backend: 'wasm', kernels: 'simd', json: false })
    expect(jobs).toBe(Math.min(6, availableParallelism()))
  })

  it('[C9] no more run at a time than there are runs, cores, or than is asked for', () => {
    expect(parseSweepOptions([...VARY, '--seeds', '1', '--jobs', '64']).jobs).toBe(Math.min(2, availableParallelism()))
    expect(parseSweepOptions([...VARY, '--jobs', '1']).jobs).toBe(1)
  })

  it('[C9] values are JSON where they can be, words otherwise', () => {
    expect(valuesOf('training.learningRate', '0.1,2e-3')).toEqual([0.1, 0.002])
    expect(valuesOf('corruption.sigma', '0,[0,0.3],[0,0.6]')).toEqual([0, [0, 0.3], [0, 0.6]])
    expect(valuesOf('training.optimizer', 'adam,sgd')).toEqual(['adam', 'sgd'])
    expect(valuesOf('model.encoder', '[],[{"type":"dense","units":9,"activation":"relu"}]')).toEqual([
      [],
      [{ type: 'dense', units: 9, activation: 'relu' }],
    ])
  })

  it.each([
    ['nothing to vary', [], '--vary: found nothing'],
    ['two settings to vary', [...VARY, '--vary', 'depth=1,2'], '--vary: found 2 of them'],
    ['a setting without values', ['--vary', 'depth='], "--vary: found 'depth='"],
    ['a setting without a path', ['--vary', '=1,2'], "--vary: found '=1,2'"],
    ['seeds in words', [...VARY, '--seeds', 'three'], "--seeds: found 'three'; allowed: a whole number from 1"],
    ['no seeds', [...VARY, '--seeds', '0'], "--seeds: found '0'"],
    ['half a job', [...VARY, '--jobs', '0.5'], "--jobs: found '0.5'"],
    ['lines and a file at once', [...VARY, '--json', '--csv', 'out.csv'], '--json and --csv exclude each other'],
    ['a file without a name', [...VARY, '--csv', ''], '--csv: found nothing'],
    ['what train refuses', [...VARY, '--backend', 'webgl'], "--backend: found 'webgl'"],
    ['what only train has', [...VARY, '--save', 'folder'], '--save'],
  ])('[C9] %s is refused by name', (_name, args, named) => {
    expect(() => parseSweepOptions(args)).toThrow(UsageError)
    expect(() => parseSweepOptions(args)).toThrow(named)
  })

  it('[C9] a value that is refused, whatever its place, is refused with the field', () => {
    expect(() => parseSweepOptions(['--vary', 'training.batchSize=32,64,0'])).toThrow(SpecError)
    expect(() => parseSweepOptions(['--vary', 'training.batchSize=32,64,0'])).toThrow('training.batchSize: found 0; allowed: at least 1')
    expect(() => parseSweepOptions(['--set', 'loss=mae', ...VARY])).toThrow('loss: found "mae"')
  })
})
