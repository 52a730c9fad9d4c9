import { beforeAll, describe, expect, it } from 'vitest'
import { editSpec } from '../spec/editSpec.ts'
import { openRun, smallSpec, takeSteps, useBackend, weightsOf } from '../testing/digits.ts'
import { buffersOf } from './checkpoint.ts'
import type { Run } from './run.ts'

/** Everything that must not depend on where a run was made. */
function stateOf(run: Run) {
  const { history, ...checkpoint } = run.checkpoint()
  return { ...checkpoint, history }
}

describe.each([
  ['cpu', 'plain'],
  ['wasm', 'plain'],
  ['wasm', 'simd'],
] as const)('a checkpoint on %s, kernels %s', (backend, kernels) => {
  beforeAll(() => useBackend(backend, kernels))

  it.each([
    ['plain', {}],
    ['with noise', { 'corruption.sigma': [0, 0.6] }],
    ['with sgd', { 'training.optimizer': 'sgd' }],
    ['with rmsprop and mse', { 'training.optimizer': 'rmsprop', loss: 'mse' }],
  ] as [string, Record<string, unknown>][])(
    '[E54] %s: a run that is resumed ends as the one that was not disturbed, to the bit',
    async (_name, changes) => {
      const spec = smallSpec(changes)
      const undisturbed = await openRun(spec)
      takeSteps(undisturbed, 7)
      const checkpoint = undisturbed.checkpoint()
      takeSteps(undisturbed, 13)
      const resumed = await openRun(spec)
      resumed.resume(checkpoint)
      expect(stateOf(resumed)).toEqual(checkpoint)
      takeSteps(resumed, 13)
      expect(stateOf(resumed)).toEqual(stateOf(undisturbed))
      for (const run of [undisturbed, resumed]) run.dispose()
    },
  )

  it('[E106] a run that begins with the weights of another goes on where that was, with the same batches and no memory in its optimizer', async () => {
    const spec = smallSpec({ 'training.optimizer': 'sgd' })
    const undisturbed = await openRun(spec)
    takeSteps(undisturbed, 7)
    const { step, samplesSeen } = undisturbed
    const from = { weights: undisturbed.weights(), step, samplesSeen }
    const begun = await openRun(spec)
    begun.startFrom(from)
    expect(begun).toMatchObject({ step, samplesSeen, isEdited: true })
    for (const run of [undisturbed, begun]) takeSteps(run, 13)
    // sgd has no memory that could be missed.
    expect(weightsOf(begun)).toEqual(weightsOf(undisturbed))
    const withMemory = await openRun(smallSpec())
    withMemory.startFrom(from)
    expect(withMemory.checkpoint().optimizer.slots.every((slot) => slot.every((value) => value === 0))).toBe(true)
    for (const run of [undisturbed, begun, withMemory]) run.dispose()
  })

  it('[E54] a checkpoint is a copy: steps that follow do not change it', async () => {
    const run = await openRun(smallSpec())
    takeSteps(run, 5)
    const checkpoint = run.checkpoint()
    const before = structuredClone(checkpoint)
    takeSteps(run, 5)
    expect(checkpoint).toEqual(before)
    run.dispose()
  })

  it('[E54] a further cycle and an edit on the way are resumed too', async () => {
    const run = await openRun(smallSpec())
    takeSteps(run, 20)
    run.beginFurtherCycle()
    takeSteps(run, 4)
    run.edit(editSpec(run.spec, 'training.batchSize', 128))
    takeSteps(run, 3)
    const resumed = await openRun(run.spec)
    resumed.resume(run.checkpoint())
    for (const each of [run, resumed]) takeSteps(each, 4)
    expect([resumed.learningRate, resumed.isEdited, resumed.step]).toEqual([run.learningRate, true, run.step])
    expect(weightsOf(resumed)).toEqual(weightsOf(run))
    for (const each of [run, resumed]) each.dispose()
  })

  it('[E54] its arrays are named once each, to be handed over', async () => {
    const run = await openRun(smallSpec())
    takeSteps(run, 1)
    const buffers = buffersOf(run.checkpoint())
    // Four layers' kernels and biases, and two moments of each.
    expect([buffers.length, new Set(buffers).size]).toEqual([24, 24])
    run.dispose()
  })
})
