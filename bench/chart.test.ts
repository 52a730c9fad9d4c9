import { describe, expect, it } from 'vitest'
import { drawBenchChart } from './chart.ts'
import { OURS, TORCH } from './goals.ts'
import { logTicks } from './logTicks.ts'
import type { BenchReport } from './report.ts'
import { rowsOf } from './report.ts'

const losses = { bce: 0.2, mse: 0.05 }
const rows = rowsOf(
  [
    { name: OURS, stepMs: [1, 1.1, 0.9], losses },
    { name: TORCH, stepMs: [1.5, 1.4, 1.6], losses },
  ],
  128,
)
const report: BenchReport = {
  when: '2020-01-01T00:00:00Z',
  isQuick: false,
  machine: {
    cpu: 'A <fast> & small CPU',
    cores: 2,
    memoryGigabytes: 8,
    system: 'linux',
    browser: 'Chromium 1',
    relaxedSimd: true,
    gpu: null,
    node: 'v22',
    tfjs: '4.22.0',
    convnetjs: '0.3.0',
    torch: { version: '1.13', threads: 1, blas: 'libopenblas' },
  },
  rounds: 3,
  tasks: [{ task: 'vanilla', batch: 128, judgedAtStep: 64, rows }],
  series: [{ name: 'width', title: 'units', points: [32, 64].map((value) => ({ value, rows })) }],
  goals: [],
}

describe('chart', () => {
  it('shows every contender of a task, the faster one above and to the left', () => {
    const svg = drawBenchChart(report)
    expect(svg.match(/<circle /g)).toHaveLength(2 + 2 * 2)
    const places = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="6"/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
    const [ours, torch] = places as [readonly [number, number], readonly [number, number]]
    expect(ours[0]).toBeLessThan(torch[0])
    expect(ours[1]).toBeLessThan(torch[1])
  })

  it('is well-formed where a name holds what XML reserves, and no coordinate is missing', () => {
    const svg = drawBenchChart(report)
    expect(svg).toContain('A &lt;fast&gt; &amp; small CPU')
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('labels an axis at 1, 2 and 5, or at the powers of ten where that would be crowded', () => {
    expect(logTicks(0.8, 30)).toEqual([1, 2, 5, 10, 20])
    expect(logTicks(0.09, 1200)).toEqual([0.1, 1, 10, 100, 1000])
  })
})
