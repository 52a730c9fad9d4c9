import { formatLoss } from '../../plots/formatLoss.ts'
import { countText } from '../../spec/countText.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import type { LiveRun, RunState, ShippedNetwork } from '../../store/state.ts'

/** The chart in sentences, for those who can't see it. */
export function lossInWords({ baseline, spec }: RunState, { metrics, history }: LiveRun, former: ShippedNetwork | null = null): string {
  const first = history.find((record) => record.testLoss !== null)
  if (metrics.testLoss === null) return 'No loss has been measured yet.'
  const sentences = [
    `After ${metrics.epoch.toFixed(1)} epochs the loss on ${countText(metrics.testSamples)} test ${datasetFacts(spec.data.name).noun} is ${formatLoss(metrics.testLoss)}.`,
  ]
  if (first && first.step < metrics.step) sentences.push(`It was ${formatLoss(first.testLoss)} at step ${first.step}.`)
  if (baseline) {
    sentences.push(`PCA with ${baseline.codeSize} reaches ${formatLoss(baseline.pcaLoss)}, a perfect copy ${formatLoss(baseline.floor)}.`)
  }
  if (former) sentences.push(`The network trained earlier ended at ${formatLoss(former.live.metrics.testLoss)}.`)
  return sentences.join(' ')
}
