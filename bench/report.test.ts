import { describe, expect, it } from 'vitest'
import { CONVNET, OURS, TFJS_FIT, TORCH } from './goals.ts'
import { goalsOf, rowsOf, straysOf, type TaskReport } from './report.ts'
import type { Measured } from './rounds.ts'

const losses = { bce: 0.2, mse: 0.05 }
const measured: Measured[] = [
  { name: TORCH, stepMs: [2, 4, 2], losses },
  { name: TFJS_FIT, stepMs: [38, 80, 40], losses },
  { name: OURS, stepMs: [2, 4, 2], losses },
]

function taskOf(rows: readonly Measured[]): TaskReport {
  return { task: 'vanilla', batch: 128, judgedAtStep: 64, rows: rowsOf(rows, 128) }
}

describe('report', () => {
  it('our row comes first and has no ratio; the others are ordered by time, each with its time over ours', () => {
    const rows = rowsOf(measured, 128)
    expect(rows.map(({ name }) => name)).toEqual([OURS, TORCH, TFJS_FIT])
    expect(rows[0]).not.toHaveProperty('ratio')
    expect(rows[0]?.imagesPerSecond).toBe(64_000)
    expect(rows[2]?.ratio).toEqual({ median: 20, min: 19, max: 20 })
  })

  it('nothing can be compared without our own row', () => {
    expect(() => rowsOf(measured.slice(0, 2), 128)).toThrow(OURS)
  })

  it('a goal is judged by its ratio, and one whose peer was not measured is left out', () => {
    const goals = goalsOf([taskOf(measured)])
    expect(goals.map(({ measured, isMet }) => [measured, isMet])).toEqual([
      [1, true],
      [20, true],
    ])
    const [slower] = goalsOf([
      taskOf([
        { name: TFJS_FIT, stepMs: [19.9, 19.9, 19.9], losses },
        { name: OURS, stepMs: [1, 1, 1], losses },
      ]),
    ])
    expect(slower).toMatchObject({ measured: 19.9, isMet: false })
  })

  it('names a contender whose loss is another after the same steps; ConvNetJS trains another loss', () => {
    const worse = { bce: 0.21, mse: 0.05 }
    expect(straysOf(taskOf([...measured, { name: CONVNET, stepMs: [1, 1, 1], losses: worse }]))).toEqual([])
    expect(straysOf(taskOf([{ name: TORCH, stepMs: [1, 1, 1], losses: worse }, measured[2] as Measured]))).toEqual([
      `vanilla, ${TORCH}: BCE 0.2100 where ours is 0.2000`,
    ])
    const lost = { bce: Number.NaN, mse: Number.NaN }
    expect(straysOf(taskOf([{ name: TORCH, stepMs: [1, 1, 1], losses: lost }, measured[2] as Measured]))).toHaveLength(1)
  })
})
