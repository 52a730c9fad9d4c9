import { describe, expect, it } from 'vitest'
import { editSpec } from '../spec/editSpec.ts'
import { PRESETS } from '../spec/presets.ts'
import { soundRate } from './soundRate.ts'

const PATH = 'training.learningRate'
const at = (rate: number, optimizer = 'adam') => editSpec(editSpec(PRESETS.vanilla.spec, PATH, rate), 'training.optimizer', optimizer)
const record = (step: number, trainLoss = 0.2) => ({ step, trainLoss, testLoss: null })

describe('soundRate', () => {
  it('[P68] is the rate before the edit that broke it', () => {
    const edits = [{ step: 40, path: PATH, value: 1e6, former: 0.05 }]
    expect(soundRate({ spec: at(1e6), edits, history: [record(10), record(40)] })).toEqual({ rate: 0.05, hasWorked: true })
  })

  it('[P68] leaves out rates that no loss was recorded under, and those that are no lower', () => {
    const edits = [
      { step: 40, path: PATH, value: 30, former: 0.05 },
      { step: 44, path: 'training.batchSize', value: 64, former: 128 },
      { step: 45, path: PATH, value: 1e6, former: 30 },
    ]
    const history = [record(10), record(40)]
    expect(soundRate({ spec: at(1e6), edits, history })).toEqual({ rate: 0.05, hasWorked: true })
    const raised = [{ step: 40, path: PATH, value: 0.5, former: 1 }]
    expect(soundRate({ spec: at(0.5), edits: raised, history }).hasWorked).toBe(false)
  })

  it('[P68] without one it steps down by thirds, for adam from no more than 1', () => {
    const none = { edits: [], history: [] }
    expect(soundRate({ spec: at(0.3), ...none })).toEqual({ rate: 0.3 / 3, hasWorked: false })
    expect(soundRate({ spec: at(1e6), ...none }).rate).toBe(1)
    expect(soundRate({ spec: at(1e6, 'sgd'), ...none }).rate).toBe(1e6 / 3)
  })
})
