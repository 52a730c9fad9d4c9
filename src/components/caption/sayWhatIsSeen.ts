// One or two sentences about a run, from its numbers alone. What the numbers do not show is not said.

import type { AlikeClasses } from '../../engine/analysis/alikeClasses.ts'
import type { Metrics, RunStatus } from '../../engine/metrics.ts'
import type { Strength } from '../../spec/runSpec.ts'

export interface CaptionFacts {
  readonly status: RunStatus
  /** Pixels of a picture, numbers of its code. */
  readonly inputs: number
  readonly codeSize: number
  readonly noun: string
  readonly classNames: readonly string[]
  readonly metrics: Metrics
  readonly pcaMse: number | null
  readonly alike: AlikeClasses | null
  /** Of the Gaussian noise in training, if any. */
  readonly sigma: Strength | null
}

/** Two classes are called alike from here on: halfway to being fully mixed. */
const ALIKE_OVERLAP = 0.5
/** While the points still move, a pair is named only when it stands out so far: else the name would change every second. */
const ALIKE_LEAD = 0.05
/** On a wider code's map the classes' places are only a shadow of the code, and say little about it. */
const MAPPED_CODE_MAX = 2

export function sayWhatIsSeen(facts: CaptionFacts): string {
  const { status, metrics, noun } = facts
  switch (status) {
    case 'loading':
      return `Reading the ${noun}.`
    case 'diverged':
      return 'The loss ran away. The weights are the last good ones.'
    case 'failed':
      return 'Training has stopped.'
    case 'idle':
    case 'training':
    case 'paused':
    case 'done':
      if (metrics.step === 0) return beforeTheFirstStep(facts)
      return [squeeze(facts), noise(facts) ?? comparison(facts)].filter(Boolean).join(' ')
    default:
      return status satisfies never
  }
}

/** A run marked edited before its first step has inherited weights. */
function beforeTheFirstStep({ status, metrics }: CaptionFacts): string {
  if (status === 'training') return 'The first steps are on their way.'
  return metrics.edited
    ? 'The weights that still fit were kept, the others are new. Press Train.'
    : 'Untrained: the code means nothing yet. Press Train.'
}

/** "2 numbers for 784 pixels: 4 and 9 look alike." */
function squeeze({ status, inputs, codeSize, alike, classNames, metrics, pcaMse }: CaptionFacts): string {
  const numbers = `${count(codeSize)} ${codeSize === 1 ? 'number' : 'numbers'} for ${count(inputs)} pixels`
  if (codeSize >= inputs) return `${numbers}: nothing has to be left out.`
  // A network that rebuilds worse than PCA has not sorted anything yet: what lies together on its map means nothing.
  const hasLearned = metrics.testMse !== null && pcaMse !== null && metrics.testMse < pcaMse
  const stands = hasLearned && alike !== null && (status !== 'training' || alike.lead >= ALIKE_LEAD)
  const isAlike = stands && codeSize <= MAPPED_CODE_MAX && alike.overlap >= ALIKE_OVERLAP
  return isAlike ? `${numbers}: ${classNames[alike.a]} and ${classNames[alike.b]} look alike.` : `${numbers}.`
}

/** "PCA with 2 makes a squared error of 0.056, this 0.047." The measure is named: the chart may show another. */
function comparison({ status, codeSize, metrics, pcaMse }: CaptionFacts): string {
  if (metrics.testMse === null) return ''
  const soFar = status === 'done' ? '' : ' so far'
  const own = metrics.testMse.toPrecision(2)
  if (pcaMse === null) return `It makes a squared error of ${own}${soFar}.`
  return `PCA with ${count(codeSize)} makes a squared error of ${pcaMse.toPrecision(2)}, this ${own}${soFar}.`
}

/** "Noise of 0 to 0.6 in, 9.4 dB; cleaned, 17.9 dB." Null for a run without noise. */
function noise({ status, sigma, metrics: { psnrNoisy, psnrDenoised } }: CaptionFacts): string | null {
  if (sigma === null || psnrNoisy === undefined || psnrDenoised === undefined) return null
  const strength = typeof sigma === 'number' ? String(sigma) : `${sigma[0]} to ${sigma[1]}`
  const soFar = status === 'done' ? '' : ' so far'
  return `Noise of ${strength} in, ${psnrNoisy.toFixed(1)} dB; cleaned, ${psnrDenoised.toFixed(1)} dB${soFar}.`
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}
