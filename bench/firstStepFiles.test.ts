import { describe, expect, it } from 'vitest'
import { bytesOf, firstStepFiles } from './firstStepFiles.ts'

const page = { path: '/index.html', bytes: 1, at: 100 }
const first = { path: '/datasets/mnist/train-00.bin.gz', bytes: 10, at: 200 }
const second = { path: '/datasets/mnist/train-01.bin.gz', bytes: 100, at: 300 }
const late = { path: '/datasets/mnist/test-00.bin.gz', bytes: 1_000, at: 400 }
const sent = [page, first, second, late]

describe('what is sent before the first step', () => {
  it('the first step can begin with the first training pictures, where Train was clicked before', () => {
    expect(firstStepFiles(sent, { clicked: 150, shown: 350 })).toEqual({ atLeast: [page, first], atMost: [page, first, second] })
  })

  it('it can begin with the click, where pictures were there before', () => {
    expect(firstStepFiles(sent, { clicked: 310, shown: 500 })).toEqual({ atLeast: [page, first, second], atMost: sent })
  })

  it('a step that was seen before any training pictures were sent is no figure', () => {
    expect(() => firstStepFiles([page, late], { clicked: 150, shown: 500 })).toThrow('before training pictures')
  })

  it('bytes are those of all files', () => {
    expect(bytesOf(sent)).toBe(1_111)
    expect(bytesOf([])).toBe(0)
  })
})
