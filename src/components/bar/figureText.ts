// What is said of a backend in the choice: its figure, why there is none, or that it is coming.

import type { BackendName } from '../../engine/metrics.ts'
import { countText } from '../../spec/countText.ts'
import { type BackendState, imagesPerSecond } from '../../store/backendChoice.ts'

const DIGITS = 3

export function figureText(name: BackendName, { measured, isMeasuring }: BackendState, isTraining: boolean): string {
  const figure = measured?.figures[name]
  if (measured && figure && 'stepMs' in figure) {
    const rate = imagesPerSecond(figure.stepMs, measured.batchSize)
    return `${countText(Number(rate.toPrecision(DIGITS)))} images/s`
  }
  if (figure && 'refused' in figure) return figure.refused
  if (isMeasuring) return 'measuring …'
  return isTraining ? 'measured once training rests' : 'not measured'
}
