import { describe, expect, it } from 'vitest'
import { History } from './history.ts'

describe('History', () => {
  it('[E26] the training loss is recorded at multiples of ten', () => {
    expect([0, 1, 9, 10, 15, 20].map(History.isRecorded)).toEqual([true, false, false, true, false, true])
  })

  it('[E26] a test loss joins the record of its step, or makes one', () => {
    const history = new History()
    history.addTrain(10, 0.5)
    history.addTest(10, 0.5, { loss: 0.6, mse: 0.06 })
    history.addTest(13, 0.4, { loss: 0.55, mse: 0.055 })
    history.addTest(13, 0.4, { loss: 0.54, mse: 0.054, lossClean: 0.5 })
    history.addTrain(20, 0.3)
    expect(history.records).toEqual([
      { step: 10, trainLoss: 0.5, testLoss: 0.6, testMse: 0.06 },
      { step: 13, trainLoss: 0.4, testLoss: 0.54, testMse: 0.054, testLossClean: 0.5 },
      { step: 20, trainLoss: 0.3, testLoss: null },
    ])
    expect(history.last).toEqual({ step: 20, trainLoss: 0.3, testLoss: null })
  })
})
