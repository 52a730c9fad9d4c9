import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkSpec, SpecError } from './checkSpec.ts'
import { DATASET_NAMES, datasetFacts, inputSize, statedShape } from './datasets.ts'
import { setField } from './editSpec.ts'
import { MEMORY_LIMIT_BYTES, memoryBytes } from './memory.ts'
import { outputActivation } from './network.ts'
import { PRESET_NAMES, PRESETS } from './presets.ts'
import { testCount, trainingCount } from './runLength.ts'
import type { RunSpec } from './runSpec.ts'
import type { SpecIssue } from './specIssue.ts'

const VANILLA = PRESETS.vanilla.spec
const MULTILAYER = PRESETS.multilayer.spec
const DENOISING = PRESETS.denoising.spec

/** What checkSpec says of a value; fails where it has nothing to say. */
function refusal(value: unknown): { message: string; first: SpecIssue; issues: readonly SpecIssue[] } {
  try {
    checkSpec(value)
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
    return { message: error.message, first: error.issues[0] as SpecIssue, issues: error.issues }
  }
  throw new Error('the spec was accepted')
}

function changed(path: string, value: unknown, spec: RunSpec = MULTILAYER): unknown {
  return setField(spec, path, value)
}

describe('checkSpec', () => {
  it.each(PRESET_NAMES)('[S1] the preset %s is accepted and comes back as an equal object of its own', (name) => {
    const checked = checkSpec(PRESETS[name].spec)
    expect(checked).toEqual(PRESETS[name].spec)
    expect(checked).not.toBe(PRESETS[name].spec)
    expect(checked.model).not.toBe(PRESETS[name].spec.model)
  })

  it.each([
    ['learningrate', { ...VANILLA, learningrate: 0.1 }],
    ['data.trian', changed('data.trian', 5)],
    ['model.encoder.1.bias', changed('model.encoder.1.bias', false)],
    ['model.latent.size', changed('model.latent.size', 4)],
    ['training.momentum', changed('training.momentum', 0.9)],
    ['corruption.amount', changed('corruption.amount', 1, DENOISING)],
  ])('[S2] an unknown key is an error that names its path: %s', (path, spec) => {
    const { first, message } = refusal(spec)
    expect(first.path).toBe(path)
    expect(first.allowed).toContain('no such field')
    expect(message).toContain(`${path}: found `)
  })

  it('[S2] all unknown keys are named, not the first alone', () => {
    const { issues } = refusal({ ...VANILLA, colour: 'red', data: { ...VANILLA.data, size: 3 } })
    expect(issues.map(({ path }) => path).sort()).toEqual(['colour', 'data.size'])
  })

  it.each([
    ['version', 2, MULTILAYER, '2', '1'],
    ['data.name', 'cats', MULTILAYER, '"cats"', '"mnist"'],
    ['data.train', 0, MULTILAYER, '0', 'at least 1'],
    ['data.train', 2.5, MULTILAYER, '2.5', 'int'],
    ['model.encoder', 'deep', MULTILAYER, '"deep"', 'array'],
    ['model.encoder.0.type', 'lstm', MULTILAYER, '"lstm"', '"dense"'],
    ['model.encoder.0.units', 0, MULTILAYER, '0', 'at least 1'],
    ['model.encoder.1.units', 'many', MULTILAYER, '"many"', 'number'],
    ['model.encoder.1.activation', 'gelu', MULTILAYER, '"gelu"', '"leaky-relu"'],
    ['model.latent.units', 100_001, MULTILAYER, '100001', 'at most 100000'],
    ['model.latent.activation', undefined, MULTILAYER, 'nothing', '"linear"'],
    ['loss', 'mae', MULTILAYER, '"mae"', '"bce", "mse"'],
    ['corruption.sigma', -0.1, DENOISING, '-0.1', 'at least 0'],
    ['corruption.sigma', 3, DENOISING, '3', 'at most 2'],
    ['corruption.sigma', [0.6, 0.2], DENOISING, '[0.6,0.2]', 'not above its second'],
    ['corruption.sigma', 'much', DENOISING, '"much"', 'number'],
    ['training.epochs', 0, MULTILAYER, '0', 'at least 1'],
    ['training.batchSize', 10_001, MULTILAYER, '10001', 'at most 10000'],
    ['training.learningRate', 0, MULTILAYER, '0', 'more than 0'],
    ['training.learningRate', Number.NaN, MULTILAYER, 'NaN', 'number'],
    ['training.schedule', 'linear', MULTILAYER, '"linear"', '"one-cycle", "constant"'],
    ['seed', -1, MULTILAYER, '-1', 'at least 0'],
  ] as const)('[S3] %s = %j is refused with the path, what was found and what is allowed', (path, value, base, found, allowed) => {
    const spec = structuredClone(base) as unknown as Record<string, unknown>
    place(spec, path, value)
    const { message, first } = refusal(spec)
    expect(first.path).toBe(path)
    expect(message.split('\n')[0]).toBe(`${path}: found ${found}; allowed: ${first.allowed}`)
    expect(first.allowed).toContain(allowed)
  })

  it('[S3] a field that is missing is named with what belongs there', () => {
    const { loss: _, ...rest } = VANILLA
    expect(refusal(rest).message).toBe('loss: found nothing; allowed: "bce", "mse"')
  })

  it('[S3] the number within a pair that is out of range has a path of its own', () => {
    expect(refusal(changed('corruption.sigma', [0, 9], DENOISING)).first).toMatchObject({
      path: 'corruption.sigma.1',
      found: 9,
      allowed: 'at most 2',
    })
  })

  it.each([[null], [undefined], ['vanilla'], [3], [[]]])('[S3] %j instead of a spec is named as the spec itself', (value) => {
    expect(refusal(value).message).toMatch(/^the spec: found /)
  })

  it.each([['data.classes', [1, 2]]] as [string, unknown, string?][])(
    '[S4] %s = %j is known and refused with "not yet"',
    (path, value, at = path) => {
      const { first, message } = refusal(changed(path, value))
      expect(first.path).toBe(at)
      expect(message).toContain('not yet')
    },
  )

  it('[S4] an empty list of regularizers asks for nothing and is accepted', () => {
    expect(checkSpec({ ...VANILLA, regularizers: [] }).regularizers).toEqual([])
  })

  it('[S5] epochs and steps together, and neither of them, are refused', () => {
    const { epochs: _, ...neither } = VANILLA.training
    for (const training of [{ ...VANILLA.training, steps: 10 }, neither]) {
      expect(refusal({ ...VANILLA, training }).first).toMatchObject({ path: 'training', allowed: expect.stringContaining('either epochs or steps') })
    }
  })

  it.each([
    ['data.train', 60_001, '1 to 60,000'],
    ['data.test', 10_001, '1 to 10,000'],
  ])('[S6] %s = %i is more than the dataset has', (path, count, allowed) => {
    expect(refusal(changed(path, count)).first).toMatchObject({ path, found: count, allowed: expect.stringContaining(allowed) })
    expect(checkSpec(changed(path, count - 1))).toMatchObject({ data: { name: 'mnist' } })
  })

  it.each(DATASET_NAMES)('[D33] %s takes as many as there can be, one by default and no more', (name) => {
    const facts = datasetFacts(name)
    const spec = { ...MULTILAYER, data: { name }, loss: 'mse' }
    expect(trainingCount(checkSpec(spec))).toBe(facts.train)
    expect(testCount(checkSpec(spec))).toBe(facts.test)
    for (const part of ['train', 'test'] as const) {
      const most = facts[`${part}Most`]
      expect(facts[part]).toBeLessThanOrEqual(most)
      expect(checkSpec({ ...spec, data: { name, [part]: most } }).data[part]).toBe(most)
      expect(refusal({ ...spec, data: { name, [part]: most + 1 } }).first).toMatchObject({
        path: `data.${part}`,
        found: most + 1,
        allowed: `1 to ${most.toLocaleString('en-US')}: ${facts.title} has no more`,
      })
    }
  })

  it('[D33] of Fashion-MNIST a spec gets what every machine has, and may ask for all there is', () => {
    const spec = { ...MULTILAYER, data: { name: 'fashion-mnist' } }
    expect([trainingCount(checkSpec(spec)), testCount(checkSpec(spec))]).toEqual([10_000, 2_000])
    expect(checkSpec({ ...spec, data: { name: 'fashion-mnist', train: 60_000, test: 10_000 } }).data.train).toBe(60_000)
  })

  it.each(['ring', 'moons', 'spiral', 'swiss-roll'] as const)(
    '[D34] points of %s have no pixels, no bce and no sigmoid; the message says what they have',
    (name) => {
      const points = { ...MULTILAYER, data: { name }, loss: 'mse' }
      expect(outputActivation(checkSpec(points), datasetFacts(name))).toBe('linear')
      expect(refusal({ ...points, loss: 'bce' }).first).toMatchObject({ path: 'loss', found: 'bce', allowed: expect.stringContaining("'mse'") })
      const sigmoid = { ...points, model: { ...points.model, output: 'sigmoid' } }
      expect(refusal(sigmoid).first).toMatchObject({ path: 'model.output', found: 'sigmoid', allowed: expect.stringContaining("'linear'") })
      const shuffled = { ...points, data: { name, shufflePixels: true } }
      expect(refusal(shuffled).first).toMatchObject({ path: 'data.shufflePixels', found: true, allowed: expect.stringContaining('mnist') })
    },
  )

  it('[D34] the shape is stated as people write it', () => {
    expect(DATASET_NAMES.map((name) => statedShape(datasetFacts(name)))).toEqual([[28, 28, 1], [28, 28, 1], [2], [2], [2], [3]])
    expect(DATASET_NAMES.map((name) => inputSize(datasetFacts(name)))).toEqual([784, 784, 2, 2, 2, 3])
  })

  it("[S7] 'bce' is refused with a linear output, which 'mse' may have", () => {
    const linear = changed('model.output', 'linear')
    expect(refusal(linear).first).toMatchObject({ path: 'loss', found: 'bce', allowed: expect.stringContaining("'mse'") })
    expect(checkSpec(setField(linear, 'loss', 'mse')).model.output).toBe('linear')
  })

  it.each([
    ['one layer of 100,000 units', changed('model.latent.units', 100_000, VANILLA), '4.'],
    ['two wide layers', changed('model.encoder.0.units', 60_000), ''],
    [
      '32 layers of 4,096',
      { ...VANILLA, model: { ...VANILLA.model, encoder: Array(32).fill({ type: 'dense', units: 4096, activation: 'relu' }) } },
      '',
    ],
  ])('[S8] %s is refused with the gigabytes it would take, and nothing is allocated for it', (_name, spec, figure) => {
    const before = process.memoryUsage().arrayBuffers
    const { first, message } = refusal(spec)
    expect(first.path).toBe('model')
    expect(message).toMatch(new RegExp(`needs ${figure.replace('.', '\\.')}[\\d.]+ GB to train; allowed: at most 1\\.0 GB`))
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10e6)
  })

  it('[S8] counts seven copies of the weights, four of the activations and a byte a pixel', () => {
    const values = 784 + 32 + 784
    expect(memoryBytes(VANILLA)).toBe(50_992 * 4 * 7 + values * 1_000 * 4 * 4 + 20_000 * 784)
    expect(memoryBytes(checkSpec(changed('model.encoder.0.units', 2_048)))).toBeLessThan(MEMORY_LIMIT_BYTES)
  })

  it.each([
    '{"__proto__": {"version": 1}}',
    '{"constructor": {"prototype": {"polluted": true}}}',
    '{"version": 1, "data": {"__proto__": {"name": "mnist"}}}',
  ])('[S9] %s is refused and leaves every other object as it was', (text) => {
    expect(refusal(JSON.parse(text)).issues.length).toBeGreaterThan(0)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('[S9] what is inherited does not count as found', () => {
    const spec = JSON.parse(JSON.stringify(VANILLA).replace('"loss":"bce",', '"__proto__": {"loss": "bce"},'))
    expect(refusal(spec).issues.map(({ path }) => path)).toContain('loss')
  })

  it('[S10] any JSON at all is either accepted or refused with a SpecError', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(refusal(value).issues.length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })

  it('[S10] any JSON in any place of a good spec is either accepted or refused with a SpecError', () => {
    const paths = [
      'data',
      'data.train',
      'model',
      'model.encoder',
      'model.encoder.0',
      'model.latent',
      'corruption',
      'training',
      'training.steps',
      'seed',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const spec = structuredClone(DENOISING) as unknown as Record<string, unknown>
        place(spec, path, value)
        try {
          checkSpec(spec)
        } catch (error) {
          expect(error).toBeInstanceOf(SpecError)
          expect((error as SpecError).message).toMatch(/: found .*; allowed: ./)
        }
      }),
      { numRuns: 500 },
    )
  })
})

/** Writes a field as a hostile spec would have it, removing nothing else. */
function place(spec: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop() as string
  let owner = spec
  for (const key of keys) owner = owner[key] as Record<string, unknown>
  if (owner !== undefined) owner[last] = value
}
