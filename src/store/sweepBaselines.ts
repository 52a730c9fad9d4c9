// PCA beside a sweep's curve: for each value what PCA with as many numbers as the code comes to, on the pictures that the curve's figures are from.

import { planNetwork } from '../spec/network.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { type Baselines, baselineKey } from './baselines.ts'
import type { SweepBaseline, SweepState } from './sweepState.ts'

/** Between two questions where a lane's overtook one: it gets the time to be answered. */
const ASIDE_MS = 800
const TRIES_MAX = 30

/** One value after the other, each told as it comes; none where PCA has as many components as there are inputs, and copies. */
export async function askSweepBaselines(
  sweep: Pick<SweepState, 'runs' | 'values' | 'setting'>,
  baselines: Pick<Baselines, 'ask'>,
  { isWanted, onBaseline }: { readonly isWanted: () => boolean; readonly onBaseline: (baseline: SweepBaseline) => void },
): Promise<void> {
  const known = new Map<string, Awaited<ReturnType<Baselines['ask']>>>()
  for (const value of sweep.values) {
    const run = sweep.runs.find((one) => one.value === value)
    if (!run || !isWanted()) continue
    const spec = comparedSpec(run.spec, sweep.setting.measure)
    const { latent, inputs } = planNetwork(spec)
    if (latent >= inputs) continue
    const key = baselineKey(spec)
    if (!known.has(key)) known.set(key, await askPatiently(spec, baselines, isWanted))
    const baseline = known.get(key)
    if (baseline && isWanted()) onBaseline({ value, pcaLoss: baseline.pcaLoss, pcaMse: baseline.pcaMse })
  }
}

/** Where the curve shows the loss on clean pictures, PCA is given those too. */
function comparedSpec(spec: RunSpec, measure: SweepState['setting']['measure']): RunSpec {
  if (measure === 'testLoss') return spec
  const { corruption: _, ...clean } = spec
  return clean
}

async function askPatiently(spec: RunSpec, baselines: Pick<Baselines, 'ask'>, isWanted: () => boolean): ReturnType<Baselines['ask']> {
  for (let i = 0; i < TRIES_MAX && isWanted(); i++) {
    try {
      return await baselines.ask(spec)
    } catch {
      await new Promise((resolve) => setTimeout(resolve, ASIDE_MS))
    }
  }
  return null
}
