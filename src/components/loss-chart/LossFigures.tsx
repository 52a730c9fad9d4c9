import type { ReactNode } from 'react'
import type { Metrics } from '../../engine/metrics.ts'
import { formatLoss } from '../../plots/formatLoss.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { type AppState, shownLive, shownRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { LiveText } from '../controls/LiveText.tsx'

const metricsOf = (state: AppState): Metrics => shownLive(state).metrics

/** The newest losses, which are also the chart's legend. With noise in training: the loss on clean pictures, and what the noise came to. */
export function LossFigures() {
  const isCorrupted = useApp((state) => shownRun(state).spec.corruption !== undefined)
  const noun = datasetFacts(useApp((state) => shownRun(state).spec.data.name)).noun
  return (
    <dl className="loss-figures">
      <Figure name="test" className="is-test" title="The loss on pictures that the network is never trained on">
        <LiveFigure read={(metrics) => metrics.testLoss} testId="test-loss" />{' '}
        <small>
          <LiveText
            select={metricsOf}
            text={(metrics) => (metrics.testLoss === null ? '' : `on ${metrics.testSamples.toLocaleString('en-US')} ${noun}`)}
          />
        </small>
      </Figure>
      <Figure name="train" className="is-train" title="The loss on the pictures it is trained on, over the last few steps">
        <LiveFigure read={(metrics) => metrics.trainLoss} testId="train-loss" />
      </Figure>
      {isCorrupted && (
        <>
          <Figure name="test, no noise" title="The loss on test pictures that nothing was done to">
            <LiveFigure read={(metrics) => metrics.testLossClean ?? null} testId="test-loss-clean" />
          </Figure>
          <Figure name="noise" title="How far the pictures are from the clean ones, before and after the network: more decibels, less error">
            <LiveText select={metricsOf} text={decibels} />
          </Figure>
        </>
      )}
    </dl>
  )
}

function Figure({ name, title, className, children }: { name: string; title: string; className?: string; children: ReactNode }) {
  return (
    <div className={className} title={title}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function LiveFigure({ read, testId }: { readonly read: (metrics: Metrics) => number | null; readonly testId: string }) {
  return (
    <b>
      <LiveText select={(state) => read(metricsOf(state))} text={formatLoss} value={(loss) => loss} testId={testId} />
    </b>
  )
}

function decibels({ psnrNoisy, psnrDenoised }: Metrics): string {
  return psnrNoisy === undefined || psnrDenoised === undefined ? '–' : `${psnrNoisy.toFixed(1)} → ${psnrDenoised.toFixed(1)} dB`
}
