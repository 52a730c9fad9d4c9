// How far to train when asked: as a condition to stop at, and in pictures. Reads the run, changes nothing.

import { samplesOfSteps, trainingCount } from '../spec/runLength.ts'
import type { Run } from './run.ts'

/** So many steps or epochs more, or to the spec's end. */
export type Goal = { readonly steps: number } | { readonly epochs: number } | undefined

/** Tells, from now on, whether the goal has been reached; the end of the spec is the run's own to tell. */
export function goalFrom(run: Run, goal: Goal): () => boolean {
  if (!goal) return () => false
  if ('steps' in goal) {
    const last = run.step + goal.steps
    return () => run.step >= last
  }
  const last = run.samplesSeen + samplesOfGoal(run, goal)
  return () => run.samplesSeen >= last
}

/** Pictures that will be shown from where the run stands. */
export function samplesOfGoal({ spec, samplesSeen }: Run, goal: NonNullable<Goal>): number {
  return 'steps' in goal ? samplesOfSteps(spec, goal.steps, samplesSeen) : goal.epochs * trainingCount(spec)
}
