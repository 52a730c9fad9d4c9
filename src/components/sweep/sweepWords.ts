// How the sweep's values and times are written.

import { countText } from '../../spec/countText.ts'

/** A setting's value as a person would write it: "10,000", "0.003", "1e-4". */
export function writeValue(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-3) return value.toExponential().replace('e-', 'e−')
  return value.toLocaleString('en-US', { maximumSignificantDigits: 6 })
}

const NEAR_S = 5

/** "about 25 s", "about 3 min": no nearer than an estimate is. */
export function aboutTime(seconds: number): string {
  if (seconds < 9) return `about ${Math.max(1, Math.ceil(seconds))} s`
  if (seconds < 88) return `about ${NEAR_S * Math.round(seconds / NEAR_S)} s`
  if (seconds < 5_400) return `about ${Math.round(seconds / 60)} min`
  return `about ${Number((seconds / 3_600).toFixed(1))} h`
}

/** "1 run", "18 runs". */
export function countOf(count: number, one: string): string {
  return `${countText(count)} ${one}${count === 1 ? '' : 's'}`
}

/** "± 0.0012": the standard deviation; empty of fewer than two runs. */
export function spreadText({ deviation }: { readonly deviation: number | null }): string {
  return deviation === null ? '' : `± ${deviation < 5e-5 ? deviation.toExponential(0).replace('e-', 'e−') : Number(deviation.toPrecision(2))}`
}

/** "1 ran away, 1 failed"; empty where all is well. */
export function troubleText({ diverged, failed }: { readonly diverged: number; readonly failed: number }): string {
  return [...(diverged > 0 ? [`${diverged} ran away`] : []), ...(failed > 0 ? [`${failed} failed`] : [])].join(', ')
}
