// A process of a sweep: trains one order after another for the process that forked it, and ends with it. A process rather than a thread, since a run that
// takes its process down takes nobody else with it. Data and PCA's fit are kept from one run to the next.

import { DataAnalyst } from '../engine/analysis/analyst.ts'
import { startBackend } from '../engine/backend.ts'
import { type Dataset, datasetRequest } from '../engine/data/dataset.ts'
import { TrainingLoop } from '../engine/loop.ts'
import { Run } from '../engine/run.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { nodePlatform } from './nodePlatform.ts'
import type { SweepOrder, SweepReport } from './sweepMessages.ts'
import { finalMetrics, readData } from './trainedRun.ts'

const PROGRESS_MS = 250

const analyst = new DataAnalyst(nodePlatform)
let started: Promise<void> | null = null
let last: { readonly key: string; readonly dataset: Dataset } | null = null

async function train({ spec, backend, kernels }: SweepOrder): Promise<SweepReport> {
  started ??= startBackend(backend, nodePlatform, { kernels })
  await started
  const run = new Run(spec, { platform: nodePlatform, dataset: await dataOf(spec) })
  const progress = setInterval(() => report({ kind: 'progress', share: run.samplesSeen / run.samplesPlanned }), PROGRESS_MS)
  try {
    const loop = new TrainingLoop(run, { platform: nodePlatform })
    const began = nodePlatform.now()
    await loop.train()
    const seconds = (nodePlatform.now() - began) / 1000
    return { kind: 'trained', metrics: await finalMetrics(loop, () => analyst.baseline(spec)), seconds }
  } finally {
    clearInterval(progress)
    run.dispose()
  }
}

async function dataOf(spec: RunSpec): Promise<Dataset> {
  const key = JSON.stringify(datasetRequest(spec))
  // Let go first: two sets of data are never held at once.
  if (last?.key !== key) last = null
  last ??= { key, dataset: await readData(spec) }
  return last.dataset
}

function report(message: SweepReport): void {
  // Nobody is left to tell once the channel is closed.
  if (process.connected) process.send?.(message)
}

process.on('message', (order: SweepOrder) => {
  void train(order)
    .catch((error: unknown): SweepReport => ({ kind: 'failed', error: error instanceof Error ? error.message : String(error) }))
    .then(report)
})
process.on('disconnect', () => process.exit())
