// What is to be seen in a sweep's curve, in a sentence, from its numbers alone. Two values count as different only where their seeds lie apart, every
// run of the one below every run of the other: what lies within the spread is not told as an effect.

import { formatLoss } from '../../plots/formatLoss.ts'
import type { ValueFigures } from './sweepFigures.ts'
import { writeValue } from './sweepWords.ts'

export type Told = Pick<ValueFigures, 'value' | 'mean' | 'lowest' | 'highest' | 'diverged' | 'failed' | 'pca'> & { readonly runs: readonly unknown[] }

interface Measured extends Told {
  readonly mean: number
  readonly lowest: number
  readonly highest: number
}

export interface SweepFacts {
  /** What is measured: "test loss". */
  readonly measure: string
  readonly isOver: boolean
}

/** A factor this near to 2 is a doubling. */
const DOUBLING_WITHIN = 1e-9

/** `values` rising. Empty where there is nothing to tell yet. */
export function saySweep(values: readonly Told[], facts: SweepFacts): string {
  const measured = values.filter((one): one is Measured => one.mean !== null && one.lowest !== null && one.highest !== null)
  const course = measured.length < 2 ? '' : lead(sayCourse(measured, facts), facts.isOver)
  return [course, sayTroubles(values), measured.length < 2 ? '' : sayPca(measured)].filter((sentence) => sentence !== '').join(' ')
}

function sayCourse(values: readonly Measured[], { measure }: SweepFacts): string {
  const best = values.reduce((a, b) => (b.mean < a.mean ? b : a))
  const at = values.indexOf(best)
  if (values.some(({ runs }) => runs.length < 2)) {
    return `The ${measure} is lowest at ${writeValue(best.value)} (${formatLoss(best.mean)}); how much of that is chance only further seeds tell.`
  }
  let [from, to] = [at, at]
  while (from > 0 && !isApart(values[from - 1] as Measured, best)) from--
  while (to < values.length - 1 && !isApart(values[to + 1] as Measured, best)) to++
  const [low, high] = [values[from] as Measured, values[to] as Measured]
  const [first, last] = [values[0] as Measured, values.at(-1) as Measured]
  const [before, after] = [values.slice(0, from), values.slice(to + 1)]
  if (before.length === 0 && after.length === 0) return `No value stands out: what the ${measure} differs by lies within its spread over seeds.`
  if ([...before, ...after].some((one) => !isApart(one, best))) {
    return `The ${measure} is lowest at ${writeValue(best.value)} (${formatLoss(best.mean)}), but not beyond its spread, and it goes up and down on the way.`
  }
  if (after.length === 0) return sayFall([...before, low], { isToTheEnd: from === values.length - 1, first, measure })
  if (before.length === 0) {
    const rise = `the ${measure} rises, to ${formatLoss(last.mean)} at ${writeValue(last.value)}`
    return to === 0
      ? `The smallest, ${writeValue(first.value)}, is the best (${formatLoss(first.mean)}): from there on ${rise}.`
      : `Up to ${writeValue(high.value)} the ${measure} stays the same within its spread; beyond, ${rise}.`
  }
  const where = from === to ? `at ${writeValue(best.value)}` : `from ${writeValue(low.value)} to ${writeValue(high.value)}`
  return `Best ${where} (${formatLoss(best.mean)}): with less and with more the ${measure} is higher, beyond its spread.`
}

/** From the first value down to where the lowest stretch begins. */
function sayFall(
  falling: readonly Measured[],
  { isToTheEnd, first, measure }: { readonly isToTheEnd: boolean; readonly first: Measured; readonly measure: string },
): string {
  const end = falling.at(-1) as Measured
  const steps = falling.slice(1).map((one, i) => ({ one, before: falling[i] as Measured }))
  const isSteady = steps.every(({ one, before }) => isApart(before, one) && one.mean < before.mean)
  const isDoubling = steps.every(({ one, before }) => Math.abs(one.value / before.value - 2) < DOUBLING_WITHIN)
  const fall = `from ${formatLoss(first.mean)} to ${formatLoss(end.mean)}`
  const upTo = writeValue(end.value)
  const what = isSteady ? `Every ${isDoubling ? 'doubling' : 'step'} up to ${upTo} helps` : `More helps up to ${upTo}`
  return isToTheEnd ? `${what}: the ${measure} falls ${fall}.` : `${what}; from ${upTo} on the ${measure} no longer falls beyond its spread.`
}

/** "At 0.1 2 of 3 runs diverged." */
function sayTroubles(values: readonly Told[]): string {
  const told = values.flatMap(({ value, diverged, failed, runs }) => {
    const all = runs.length + diverged + failed
    return [
      ...(diverged > 0 ? [`at ${writeValue(value)} ${share(diverged, all)} ran away`] : []),
      ...(failed > 0 ? [`at ${writeValue(value)} ${share(failed, all)} failed`] : []),
    ]
  })
  return told.length === 0 ? '' : `${capital(told.join(', '))}: not in the curve.`
}

function share(count: number, all: number): string {
  if (count === all) return all === 1 ? 'the run' : `all ${all} runs`
  return `${count} of ${all} runs`
}

/** Only a plain finding: better everywhere, nowhere, or from some value on. */
function sayPca(values: readonly Measured[]): string {
  const compared = values.filter(({ pca }) => pca !== null)
  if (compared.length < values.length) return ''
  const beats = compared.map(({ highest, pca }) => highest < (pca as number))
  const loses = compared.map(({ lowest, pca }) => lowest > (pca as number))
  if (beats.every(Boolean)) return 'PCA with as many numbers is worse at every value.'
  if (loses.every(Boolean)) return 'PCA with as many numbers is better at every value.'
  const turn = beats.indexOf(true)
  if (turn > 0 && beats.slice(turn).every(Boolean)) return `PCA with as many numbers is beaten from ${writeValue(compared[turn]?.value ?? 0)} on.`
  const end = beats.indexOf(false)
  return end > 0 && !beats.slice(end).some(Boolean) ? `PCA with as many numbers is beaten up to ${writeValue(compared[end - 1]?.value ?? 0)}.` : ''
}

function isApart(a: Measured, b: Measured): boolean {
  return a.lowest > b.highest || a.highest < b.lowest
}

function lead(sentence: string, isOver: boolean): string {
  return isOver ? sentence : `So far: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
