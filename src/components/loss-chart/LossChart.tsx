import { ghostOf, shownLive, shownRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { LiveText } from '../controls/LiveText.tsx'
import { useIsPoints } from '../hourglass/sample.ts'
import './LossChart.css'
import { LossFigures } from './LossFigures.tsx'
import { LossPlot } from './LossPlot.tsx'
import { lossInWords } from './lossInWords.ts'

/** A sentence that changes faster can't be heard to its end. */
const WORDS_EVERY_MS = 1_000
const MEASURES = { bce: 'cross-entropy', mse: 'squared error' } as const

/** The loss as it falls, and what to compare it with. */
export function LossChart() {
  const loss = useApp((state) => shownRun(state).spec.loss)
  const isPoints = useIsPoints()
  return (
    <section className="loss-chart" data-testid="loss-chart" aria-label="Reconstruction loss">
      <header className="loss-head">
        <h2 className="caps">Reconstruction loss</h2>
        <span>
          {MEASURES[loss]} {isPoints ? 'an axis' : 'a pixel'} · log
        </span>
      </header>
      <LossFigures />
      <LossPlot />
      <LiveText
        className="loss-words"
        select={(state) => state}
        text={(state) => lossInWords(shownRun(state), shownLive(state), ghostOf(state))}
        everyMs={WORDS_EVERY_MS}
      />
    </section>
  )
}
