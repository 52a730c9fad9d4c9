import { selectedRun, shownLive } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { LiveText } from '../controls/LiveText.tsx'
import { Term } from '../controls/Term.tsx'
import { codesOf, useCodeFacts } from './codeFacts.ts'
import { sayAtWork, sayUnits, totalOf } from './codeWords.ts'

/** How much of the code a picture uses: one figure, then what is behind it. */
export function CodeFigures() {
  const facts = useCodeFacts()
  const { units, inputs, picture, hasRest } = facts
  const inputsOfTexts = [units, inputs, picture, hasRest]
  return (
    <header className="code-figures">
      <p className="code-headline">
        <LiveText
          className="code-figure"
          testId="active-units"
          select={codesOf}
          text={(codes) => (codes ? sayAtWork(codes, facts).figure : '–')}
          value={(codes) => codes && (codes.divergences ? totalOf(codes.divergences) : codes.activity.activeShare)}
          inputs={inputsOfTexts}
        />
        <LiveText select={codesOf} text={(codes) => (codes ? sayAtWork(codes, facts).rest : '')} inputs={inputsOfTexts} />
        <KlWeight />
      </p>
      <p className="code-units">
        <LiveText
          testId="unit-states"
          select={codesOf}
          text={(codes) => (codes ? sayUnits(codes, facts) : '')}
          value={(codes) => codes && `${codes.activity.dead},${codes.activity.rare}`}
          inputs={inputsOfTexts}
        />
      </p>
    </header>
  )
}

/** How much the divergence counts in the loss: beta, and in the warm-up the part of it that has been reached. */
function KlWeight() {
  const { latent } = useApp((state) => selectedRun(state).spec).model
  const variational = 'variational' in latent ? latent.variational : undefined
  if (!variational) return null
  const { beta, warmupEpochs = 0 } = variational
  const weight = (epoch: number) => (warmupEpochs === 0 || epoch >= warmupEpochs ? '' : ` × ${(epoch / warmupEpochs).toFixed(2)} warm-up`)
  return (
    <Term explanation="Beta weighs the divergence in the loss; the warm-up lets it count little at first, so that the code is not given up before it says anything.">
      <button type="button" className="code-weight">
        × β {beta}
        <LiveText select={(state) => shownLive(state).metrics.epoch} text={weight} inputs={[warmupEpochs]} />
      </button>
    </Term>
  )
}
