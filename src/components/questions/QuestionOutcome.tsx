import type { CSSProperties } from 'react'
import { type FigureOf, missedExpectations } from '../../spec/question.ts'
import type { OpenQuestion } from '../../store/questionState.ts'
import { laneColor } from '../compare/laneColors.ts'
import { sayOtherFigures, sayVerdict, type Verdict } from './sayVerdict.ts'

/** What came out in this training, whether that was the guess, and why; or that it came out otherwise than expected. */
export function QuestionOutcome({ open: { question, guess }, figureOf }: { readonly open: OpenQuestion; readonly figureOf: FigureOf }) {
  const missed = missedExpectations(question, figureOf)
  const isMet = missed.length === 0
  const verdict = guess === 'skipped' ? 'skipped' : guess === question.answer ? 'right' : 'wrong'
  const answer = question.choices[question.answer]
  const others = sayOtherFigures(question, figureOf)
  return (
    <div className="asked-outcome" data-testid="question-outcome" data-value={verdict} data-met={isMet}>
      <p>
        <strong data-verdict={verdict}>{isMet ? HEADS[verdict] : 'It came out differently this time.'}</strong> {isMet && <b>{answer}.</b>}{' '}
        <Said verdict={sayVerdict(question, figureOf)} />
      </p>
      {!isMet && <p className="asked-missed">{missed.map((line) => `${line.charAt(0).toUpperCase()}${line.slice(1)}.`).join(' ')}</p>}
      <p className="asked-why">
        {isMet
          ? question.outcome
          : `Usually it is “${answer}”${verdict === 'skipped' ? '' : verdict === 'right' ? ', as you guessed' : ', not your guess'}. ${question.outcome}`}
      </p>
      {others.length > 0 && (
        <p className="asked-others">
          <Said verdict={others} />
        </p>
      )}
    </div>
  )
}

const HEADS = { right: 'You guessed right:', wrong: 'Not as you guessed:', skipped: 'The answer:' } as const

function Said({ verdict }: { readonly verdict: Verdict }) {
  return verdict.map((part, i) =>
    typeof part === 'string' ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence
      <b key={i} className="asked-lane" style={{ '--lane': laneColor(part.laneId) } as CSSProperties}>
        {part.name}
      </b>
    ),
  )
}
