import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SpecError } from '../spec/checkSpec.ts'
import { PRESET_NAMES, PRESETS } from '../spec/presets.ts'
import { parseTrainOptions, USAGE, UsageError } from './options.ts'

describe('parseTrainOptions', () => {
  it('[C6] without options it is the preset that the page opens on, on wasm', () => {
    expect(parseTrainOptions([])).toEqual({ spec: PRESETS.multilayer.spec, backend: 'wasm', kernels: 'simd', json: false })
  })

  it.each(PRESET_NAMES)("[C6] --preset %s is the page's own, and the usage names it", (name) => {
    expect(parseTrainOptions(['--preset', name, '--json', '--backend', 'cpu', '--kernels', 'plain'])).toEqual({
      spec: PRESETS[name].spec,
      backend: 'cpu',
      kernels: 'plain',
      json: true,
    })
    expect(USAGE).toContain(name)
  })

  it('[C6] settings are applied in order, JSON where they can be, and fit together only in the end', () => {
    const { spec } = parseTrainOptions([
      ...['--preset', 'vanilla', '--set', 'model.output=linear', '--set', 'loss=mse'],
      ...['--set', 'training.steps=9', '--set', 'corruption.sigma=[0,0.5]', '--set', 'training.optimizer=sgd'],
    ])
    expect(spec).toMatchObject({
      model: { output: 'linear' },
      loss: 'mse',
      corruption: { type: 'gaussian', sigma: [0, 0.5] },
      training: { steps: 9, optimizer: 'sgd' },
    })
    expect(spec.training).not.toHaveProperty('epochs')
  })

  it('[C6] --spec reads a file, to which settings are applied', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hourglass-'))
    const file = join(folder, 'spec.json')
    writeFileSync(file, JSON.stringify(PRESETS.vanilla.spec))
    expect(parseTrainOptions(['--spec', file, '--set', 'seed=5']).spec).toEqual({ ...PRESETS.vanilla.spec, seed: 5 })
    writeFileSync(file, '{ "version": 1,\n oops')
    expect(() => parseTrainOptions(['--spec', file])).toThrow(/can't be read as JSON/)
    rmSync(folder, { recursive: true })
  })

  it.each([
    ['an option that does not exist', ['--presets', 'vanilla'], '--presets'],
    ['a word that belongs to no option', ['vanilla'], 'vanilla'],
    ['a preset that does not exist', ['--preset', 'vanila'], "'vanila'; allowed: vanilla, multilayer, convolutional"],
    ['a name that every object has', ['--preset', 'toString'], "'toString'"],
    ['another backend', ['--backend', 'webgl'], "'webgl'; allowed: wasm, cpu"],
    ['other kernels', ['--kernels', 'fast'], "'fast'; allowed: auto, relaxed, simd, plain"],
    ['a setting without a value', ['--set', 'data.train'], 'path=value'],
    ['a file that is not there', ['--spec', 'nowhere.json'], 'nowhere.json'],
    ['a preset and a file at once', ['--preset', 'vanilla', '--spec', 'spec.json'], 'exclude each other'],
  ])('[C5] %s is refused by name', (_name, args, named) => {
    expect(() => parseTrainOptions(args)).toThrow(UsageError)
    expect(() => parseTrainOptions(args)).toThrow(named)
  })

  it.each([
    ['a setting that leads nowhere', 'model.encoder.9.units=3', 'model.encoder.9.units'],
    ['a value that is refused', 'training.batchSize=0', 'training.batchSize: found 0'],
    ['what is not built yet', 'data.classes=[1,2]', 'not yet'],
    ['a network too large', 'model.latent.units=99999', 'GB to train'],
  ])('[C5] %s is refused with its path', (_name, setting, named) => {
    expect(() => parseTrainOptions(['--preset', 'vanilla', '--set', setting])).toThrow(SpecError)
    expect(() => parseTrainOptions(['--preset', 'vanilla', '--set', setting])).toThrow(named)
  })
})
