// One to three sentences about a run, from its numbers alone. What the numbers do not show is not said.

import type { AlikeClasses } from '../../engine/analysis/alikeClasses.ts'
import type { Metrics, RunStatus } from '../../engine/metrics.ts'
import { countText } from '../../spec/countText.ts'
import type { Corruption, Strength } from '../../spec/runSpec.ts'
import type { NetworkTraits } from './networkTraits.ts'

export interface CaptionFacts {
  readonly status: RunStatus
  /** Numbers of a sample, numbers of its code. */
  readonly inputs: number
  readonly codeSize: number
  readonly kind: 'pictures' | 'points'
  /** Several samples: "digits". */
  readonly noun: string
  readonly classNames: readonly string[]
  readonly metrics: Metrics
  readonly pcaMse: number | null
  /** Where the test loss lies between a perfect copy's, 0, and the mean sample's, 1. */
  readonly lossLeft: number | null
  readonly alike: AlikeClasses | null
  /** Of the noise in training, if any. */
  readonly corruption: Corruption | null
  readonly traits: NetworkTraits
}

/** Two classes are called alike from here on: halfway to being fully mixed. */
const ALIKE_OVERLAP = 0.5
/** While the points still move, a pair is named only when it stands out so far: else the name would change every second. */
const ALIKE_LEAD = 0.05
/** On a wider code's map the classes' places are only a shadow of the code, and say little about it. */
const MAPPED_CODE_MAX = 2
/** A linear network this near to PCA's error, as a share of it, has found PCA's plane. */
const SAME_PLANE = 0.03
/** A loss this near to a perfect copy's, where that of the mean sample is 1, is called low. */
const LOW_LOSS = 0.2

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
      return [squeeze(facts), shuffled(facts), lesson(facts)].filter(Boolean).join(' ')
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

/** "2 numbers for 784 pixels: 4 and 9 look alike." What comes first is what the code is. */
function squeeze(facts: CaptionFacts): string {
  const { inputs, codeSize, kind, noun, metrics, traits } = facts
  const numbers =
    kind === 'points'
      ? `${numbered(inputs)} of each ${one(noun)} into ${countText(codeSize)}`
      : `${numbered(codeSize)} for ${countText(inputs)} pixels`
  if (codeSize >= inputs) return `${numbers}: ${nothingLeftOut(facts)}.`
  const { activeShare } = metrics
  if (traits.isSparse && activeShare !== undefined) return `${numbers}, ${atWork(activeShare * codeSize)} of them at work for a ${one(noun)}.`
  // Of a code of clouds there is more to be said than a line has room for.
  const pair = kind === 'pictures' && traits.beta === null && alikePair(facts)
  return pair ? `${numbers}: ${pair} look alike.` : `${numbers}.`
}

/** A code as wide as the input or wider: what that comes to. */
function nothingLeftOut(facts: CaptionFacts): string {
  const { inputs, codeSize, corruption, metrics, traits, noun } = facts
  if (traits.isSparse && metrics.activeShare !== undefined) {
    return `more than enough, but only ${atWork(metrics.activeShare * codeSize)} of them at work for a ${one(noun)}`
  }
  const room = codeSize > inputs ? 'more than went in, so nothing has to be left out' : 'nothing has to be left out'
  if (corruption) return `${room}, but the noise has to be`
  if (traits.penalties.length > 0) return `${room}; what keeps it from copying is the penalty`
  return isLow(facts) ? `${room}; a low loss that teaches nothing` : room
}

function isLow({ lossLeft }: CaptionFacts): boolean {
  return lossLeft !== null && lossLeft < LOW_LOSS
}

/** Has squeeze said already what there is to say of the error? */
function isLowForNothing(facts: CaptionFacts): boolean {
  const { inputs, codeSize, corruption, traits } = facts
  return codeSize >= inputs && isLow(facts) && !corruption && !traits.isSparse && traits.penalties.length === 0
}

/** "4 and 9", where they stand out on the map. */
function alikePair({ status, codeSize, alike, classNames, metrics, pcaMse }: CaptionFacts): string | null {
  // A network that rebuilds worse than PCA has not sorted anything yet: what lies together on its map means nothing.
  const hasLearned = metrics.testMse !== null && pcaMse !== null && metrics.testMse < pcaMse
  const stands = hasLearned && alike !== null && (status !== 'training' || alike.lead >= ALIKE_LEAD)
  return stands && codeSize <= MAPPED_CODE_MAX && alike.overlap >= ALIKE_OVERLAP ? `${classNames[alike.a]} and ${classNames[alike.b]}` : null
}

function shuffled({ traits }: CaptionFacts): string {
  if (!traits.isShuffled) return ''
  return traits.isConvolutional
    ? 'Its filters look at neighbours, and shuffled pixels have none.'
    : 'The pixels are shuffled: to dense layers all orders are alike.'
}

/** What this kind of network is there to show. */
function lesson(facts: CaptionFacts): string {
  return noise(facts) ?? cloud(facts) ?? plane(facts) ?? stillness(facts) ?? comparison(facts)
}

/** "PCA with 2 makes a squared error of 0.056, this 0.047." The measure is named: the chart may show another. */
function comparison(facts: CaptionFacts): string {
  const { codeSize, inputs, metrics, pcaMse, traits } = facts
  if (metrics.testMse === null || isLowForNothing(facts)) return ''
  const own = metrics.testMse.toPrecision(2)
  // PCA with as many numbers as go in loses nothing: no yardstick.
  if (pcaMse === null || codeSize >= inputs) return `It makes a squared error of ${own}${soFar(facts)}.`
  if (traits.isSparse) return shortComparison(metrics.testMse, pcaMse, soFar(facts))
  return `PCA with ${countText(codeSize)} makes a squared error of ${pcaMse.toPrecision(2)}, this ${own}${soFar(facts)}.`
}

/** Where there is something else to be said, too. */
function shortComparison(testMse: number, pcaMse: number, ending: string): string {
  return `PCA’s squared error is ${pcaMse.toPrecision(2)}, this ${testMse.toPrecision(2)}${ending}.`
}

/** "Noise of 0 to 0.6 in, 9.4 dB; cleaned, 17.9 dB." Null for a run without noise. */
function noise(facts: CaptionFacts): string | null {
  const { corruption, metrics, kind } = facts
  const { psnrNoisy, psnrDenoised } = metrics
  if (corruption === null || psnrNoisy === undefined || psnrDenoised === undefined) return null
  const cleaned = `${psnrNoisy.toFixed(1)} dB; cleaned, ${psnrDenoised.toFixed(1)} dB${soFar(facts)}.`
  const unit = kind === 'points' ? 'numbers' : 'pixels'
  switch (corruption.type) {
    case 'gaussian':
      return `Noise of ${span(corruption.sigma, 1)} in, ${cleaned}`
    case 'salt-and-pepper':
      return `${span(corruption.rate, 100)} % of the ${unit} at random to either end, ${cleaned}`
    case 'masking':
      return `${span(corruption.rate, 100)} % of the ${unit} wiped out, ${cleaned}`
    default:
      return corruption satisfies never
  }
}

/** "153 nats a digit: 147 to rebuild it, 6.1 for its code, at beta 1." Null for a code that is no cloud. */
function cloud(facts: CaptionFacts): string | null {
  const { metrics, noun, traits } = facts
  const { elbo, kl } = metrics
  if (traits.beta === null || elbo === undefined || kl === undefined) return null
  const nats = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(2))
  return `${nats(-elbo)} nats a ${one(noun)}${soFar(facts)}: ${nats(-elbo - kl)} to rebuild it, ${nats(kl)} for its code, at beta ${traits.beta}.`
}

/** "PCA's squared error is 0.0376, this network's 0.0376: the same plane." Null for a network that can bend. */
function plane(facts: CaptionFacts): string | null {
  const { metrics, pcaMse, traits } = facts
  const { testMse } = metrics
  if (!traits.isLinear || testMse === null || pcaMse === null || pcaMse === 0) return null
  const verdict = Math.abs(testMse / pcaMse - 1) <= SAME_PLANE ? ': the same plane' : soFar(facts)
  return `PCA’s squared error is ${pcaMse.toPrecision(3)}, this linear network’s ${testMse.toPrecision(3)}${verdict}.`
}

/**
 * "PCA's squared error is 0.0054, this 0.0079; a nudge moves the code 0.5 times as far." From the penalty: the mean squared Frobenius norm of the
 * code's slopes, over the inputs. Null without that penalty.
 */
function stillness(facts: CaptionFacts): string | null {
  const { metrics, inputs, codeSize, pcaMse, traits } = facts
  const weighted = metrics.terms?.contractive
  if (weighted === undefined || traits.contractiveWeight === 0) return null
  const nudge = `nudge moves the code ${Math.sqrt(weighted / traits.contractiveWeight / inputs).toPrecision(2)} times as far`
  if (metrics.testMse === null || pcaMse === null || codeSize >= inputs) return `A ${nudge}.`
  return shortComparison(metrics.testMse, pcaMse, `${soFar(facts)}; a ${nudge}`)
}

function soFar({ status }: CaptionFacts): string {
  return status === 'done' ? '' : ' so far'
}

/** "0.5", "0 to 0.6". */
function span(strength: Strength, scale: number): string {
  const text = (value: number) => String(Number((value * scale).toPrecision(3)))
  return typeof strength === 'number' ? text(strength) : `${text(strength[0])} to ${text(strength[1])}`
}

/** Units of a code, to a whole one where there are several. */
function atWork(units: number): string {
  return units < 2 ? units.toFixed(1) : countText(Math.round(units))
}

function numbered(numbers: number): string {
  return `${countText(numbers)} ${numbers === 1 ? 'number' : 'numbers'}`
}

/** One of several: "digits" without its s. */
function one(noun: string): string {
  return noun.replace(/s$/, '')
}
