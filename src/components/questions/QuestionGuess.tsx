import { RadioGroup } from 'radix-ui'
import { isTrainingAtHand, secondsLeftAtHand, shareAtHand } from '../../store/atHand.ts'
import type { QuestionStage } from '../../store/questionStage.ts'
import type { OpenQuestion } from '../../store/questionState.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { LiveText } from '../controls/LiveText.tsx'
import { aboutTime } from '../sweep/sweepWords.ts'

interface QuestionGuessProps {
  readonly open: OpenQuestion
  readonly stage: Exclude<QuestionStage['kind'], 'answered' | 'broken'>
}

/** What may come out, one of it to be chosen before Train; then how far the lanes are. */
export function QuestionGuess({ open: { question, guess }, stage }: QuestionGuessProps) {
  const actions = useActions()
  const isFull = useApp((state) => state.view.speed === 'full')
  const isBegun = stage !== 'guess' && stage !== 'ready'
  return (
    <div className="asked-guess">
      <RadioGroup.Root
        className="asked-choices"
        orientation="horizontal"
        aria-label="Your guess"
        disabled={isBegun}
        value={typeof guess === 'number' ? String(guess) : ''}
        onValueChange={(place) => actions.guess(Number(place))}
      >
        {question.choices.map((choice, i) => (
          <RadioGroup.Item key={choice} value={String(i)} className="asked-choice" data-testid="question-choice" data-value={i}>
            {choice}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      {isBegun ? (
        <Progress stage={stage} />
      ) : (
        <>
          <button
            type="button"
            className="asked-train"
            data-testid="question-train"
            disabled={stage === 'guess'}
            title={stage === 'guess' ? 'Your guess first' : 'Train all of them'}
            onClick={actions.play}
          >
            Train
          </button>
          {stage === 'guess' && (
            <button
              type="button"
              className="question-way"
              data-testid="question-skip"
              title="Train without a guess"
              onClick={() => {
                actions.guess('skipped')
                actions.play()
              }}
            >
              Just show me
            </button>
          )}
          {!isFull && (
            <button type="button" className="question-way" title="It is over sooner" onClick={() => actions.setSpeed('full')}>
              Full speed
            </button>
          )}
        </>
      )}
    </div>
  )
}

function Progress({ stage }: { readonly stage: QuestionGuessProps['stage'] }) {
  const { play } = useActions()
  const isPaused = useApp((state) => !isTrainingAtHand(state))
  if (stage === 'measuring') return <span className="asked-progress">Measuring …</span>
  if (stage === 'resting' && isPaused) {
    return (
      <button type="button" className="asked-train" data-testid="question-train" onClick={play}>
        Train to the end
      </button>
    )
  }
  return (
    <span className="asked-progress">
      Training <LiveText select={shareAtHand} text={(share) => (share === null ? '' : `${Math.floor(100 * share)} %`)} />
      <LiveText select={secondsLeftAtHand} text={(seconds) => (seconds === null ? '' : ` · ${aboutTime(seconds)} left`)} />
    </span>
  )
}
