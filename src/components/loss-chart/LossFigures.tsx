import type { ReactNode } from 'react'
import type { Metrics } from '../../engine/metrics.ts'
import { formatLoss } from '../../plots/formatLoss.ts'
import { countText } from '../../spec/countText.ts'
import { datasetFacts } from '../../spec/datasets.ts'
import { type AppState, shownLive, shownRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { LiveText } from '../controls/LiveText.tsx'

const metricsOf = (state: AppState): Metrics => shownLive(state).metrics

/** A variational code's cost goes by the name of `kl`, as the penalty does that it can't have besides. */
const VARIATIONAL = 'variational'

/** What is added to the loss. */
const TERM_WORDS: Record<string, { readonly name: string; readonly title: string }> = {
  l1: { name: '+ L1', title: 'Added to the loss: how far the code’s units are from 0, at its weight' },
  kl: { name: '+ KL to target', title: 'Added to the loss: how far the units’ activity is from the target, at its weight' },
  contractive: { name: '+ contractive', title: 'Added to the loss: how steep the code’s slopes are, at its weight' },
  'weight-decay': { name: '+ decay', title: 'Added to the loss: the squares of the weights, at its weight' },
  variational: { name: '+ KL', title: 'Added to the loss: what the code costs, at beta, a pixel' },
}

/** The newest losses, which are also the chart's legend. With noise in training: the loss on clean pictures, and what the noise came to. */
export function LossFigures() {
  const isCorrupted = useApp((state) => shownRun(state).spec.corruption !== undefined)
  const terms = useApp(termsOf).split(' ').filter(Boolean)
  const noun = datasetFacts(useApp((state) => shownRun(state).spec.data.name)).noun
  return (
    <dl className="loss-figures">
      <Figure name="test" className="is-test" title="The loss on pictures that the network is never trained on">
        <LiveFigure read={(metrics) => metrics.testLoss} testId="test-loss" />{' '}
        <small>
          <LiveText
            select={metricsOf}
            text={(metrics) => (metrics.testLoss === null || metrics.testSamples === 0 ? '' : `on ${countText(metrics.testSamples)} ${noun}`)}
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
      {terms.map((name) => (
        <Figure key={name} name={TERM_WORDS[name]?.name ?? name} title={TERM_WORDS[name]?.title ?? 'Added to the loss'} className="is-term">
          <LiveFigure read={(metrics) => metrics.terms?.[name === VARIATIONAL ? 'kl' : name] ?? null} testId={`term-${name}`} />
        </Figure>
      ))}
    </dl>
  )
}

/** The names of what is added to the loss, in the spec's order; as text, which stays the same from frame to frame. */
function termsOf(state: AppState): string {
  const { model, regularizers = [] } = shownRun(state).spec
  const isVariational = model.latent.type !== 'conv' && model.latent.variational !== undefined
  return [...(isVariational ? [VARIATIONAL] : []), ...regularizers.map(({ type }) => type)].join(' ')
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
