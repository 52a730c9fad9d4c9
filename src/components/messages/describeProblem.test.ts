import { describe, expect, it } from 'vitest'
import type { DataProblem } from '../../engine/data/problem.ts'
import { describeProblem } from './describeProblem.ts'

const MISSING: DataProblem = { file: 'train-01.bin.gz', split: 'train', reason: 'missing', detail: '404', read: 5_000, wanted: 60_000 }

const SOUND = { rate: 0.02, hasWorked: true }

describe('describeProblem', () => {
  it('names the file, the fault and how far the reading came', () => {
    const { text, answers } = describeProblem({ kind: 'data', problem: MISSING }, SOUND)
    expect(text).toContain('train-01.bin.gz is missing (404)')
    expect(text).toContain('5,000 of 60,000 pictures read')
    expect(answers.map(({ action }) => action)).toEqual(['retryData', 'goOnWithoutTheRest'])
  })

  it('does not offer to go on with nothing', () => {
    const { answers } = describeProblem({ kind: 'data', problem: { ...MISSING, read: 0 } }, SOUND)
    expect(answers.map(({ action }) => action)).toEqual(['retryData'])
  })

  it('says what can be asked for where not so many pictures are built, with the command, and offers those that are', () => {
    const detail = 'data.train: found 60000; allowed: 1 to 10,000, as many as are built here; "npm run data -- --fashion-mnist" builds all 60,000'
    const problem: DataProblem = { ...MISSING, file: 'manifest.json', reason: 'not-built', read: 0, built: 10_000, detail }
    const { text, answers } = describeProblem({ kind: 'data', problem }, SOUND)
    expect(text).toBe(`${detail}.`)
    expect(answers).toEqual([
      { label: 'Go on with 10,000', action: 'goOnWithoutTheRest' },
      { label: 'Retry', action: 'retryData' },
    ])
  })

  it('names the step and the rate of a run that diverged', () => {
    const { text, answers } = describeProblem({ kind: 'diverged', step: 1_234, learningRate: 30 }, SOUND)
    expect(text).toContain('step 1,234')
    expect(text).toContain('learning rate of 30')
    expect(answers).toEqual([{ label: 'Go on at 0.02, which worked', action: 'goOnAtSoundRate' }])
  })

  it('offers a lower rate as a try where none has worked, in digits that can be read', () => {
    const { text, answers } = describeProblem({ kind: 'diverged', step: 3, learningRate: 1e6 }, { rate: 1e6 / 3, hasWorked: false })
    expect(text).toContain('learning rate of 1e+6')
    expect(answers[0]?.label).toBe('Try 3.33e+5')
  })
})
