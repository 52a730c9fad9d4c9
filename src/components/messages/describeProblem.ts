// What each problem of a run is called on the page, and which answers it has.

import type { DataProblem } from '../../engine/data/problem.ts'
import { countText } from '../../spec/countText.ts'
import type { Actions } from '../../store/actions.ts'
import type { SoundRate } from '../../store/soundRate.ts'
import type { RunProblem } from '../../workers/protocol.ts'

type AnswerAction = keyof Pick<Actions, 'retryData' | 'goOnWithoutTheRest' | 'restartEngine' | 'goOnAtSoundRate' | 'reset'>

export interface ProblemWords {
  readonly title: string
  readonly text: string
  /** The likeliest first. */
  readonly answers: readonly { readonly label: string; readonly action: AnswerAction }[]
}

const RATE_DIGITS = 3

/** What the missing pictures hold up. */
const WHAT_WAITS: Record<DataProblem['split'], string> = {
  train: 'Training waits where they begin, and keeps its weights.',
  test: 'Training does not need them; the loss on all of them waits.',
}

/** `sound` is the rate to offer where the loss ran away. */
export function describeProblem(problem: RunProblem, sound: SoundRate): ProblemWords {
  switch (problem.kind) {
    case 'data':
      return describeDataProblem(problem.problem)
    case 'diverged':
      return {
        title: 'The loss ran away',
        text: `At step ${countText(problem.step)}, with a learning rate of ${rate(problem.learningRate)}, training diverged. The last good weights are kept.`,
        answers: [
          {
            label: `${sound.hasWorked ? 'Go on at' : 'Try'} ${rate(sound.rate)}${sound.hasWorked ? ', which worked' : ''}`,
            action: 'goOnAtSoundRate',
          },
        ],
      }
    case 'failed':
      return { title: 'Training failed', text: problem.message, answers: [{ label: 'Start again', action: 'restartEngine' }] }
    default:
      return problem satisfies never
  }
}

function describeDataProblem({ file, split, reason, detail, read, wanted, built }: DataProblem): ProblemWords {
  const pictures = split === 'train' ? 'training pictures' : 'test pictures'
  if (reason === 'not-built') {
    const goOn = { label: `Go on with ${countText(built ?? 0)}`, action: 'goOnWithoutTheRest' } as const
    return { title: `Not so many ${pictures} are here`, text: `${detail}.`, answers: [goOn, { label: 'Retry', action: 'retryData' }] }
  }
  return {
    title: `Some ${pictures} can’t be read`,
    text: `${file} is ${reason} (${detail}). ${countText(read)} of ${countText(wanted)} pictures read. ${WHAT_WAITS[split]}`,
    answers: [
      { label: 'Retry', action: 'retryData' },
      ...(read > 0 ? [{ label: 'Go on without the rest', action: 'goOnWithoutTheRest' } as const] : []),
    ],
  }
}

/** A third has no end of digits, and a huge number no end of zeros. */
function rate(value: number): string {
  const short = Number(value.toPrecision(RATE_DIGITS))
  return short >= 1e5 ? short.toExponential() : String(short)
}
