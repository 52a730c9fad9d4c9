import { formatLoss } from '../../plots/formatLoss.ts'
import type { ValueFigures } from './sweepFigures.ts'
import { spreadText, troubleText, writeValue } from './sweepWords.ts'

const GAP_PX = 14
/** As the style sheet has it. */
const WIDTH_PX = 206

export interface SweepCardProps {
  readonly value: ValueFigures
  readonly measure: string
  readonly label: string
  /** Where the value stands, and how wide the plot is, in pixels. */
  readonly place: number
  readonly width: number
}

/** The figures of the value that is pointed at, beside it. */
export function SweepCard({ value, measure, label, place, width }: SweepCardProps) {
  const isLeft = place + GAP_PX + WIDTH_PX > width
  const { runs, mean, pca } = value
  const troubles = troubleText(value)
  return (
    <div className="sweep-card" style={{ left: isLeft ? place - GAP_PX - WIDTH_PX : place + GAP_PX }} data-testid="sweep-card">
      <p>
        {label} <b>{writeValue(value.value)}</b>
      </p>
      {mean !== null && (
        <p>
          {measure} <strong>{formatLoss(mean)}</strong> {spreadText(value)}
        </p>
      )}
      {runs.length > 1 && <p>seeds: {runs.map(({ loss }) => formatLoss(loss)).join(', ')}</p>}
      {pca !== null && <p>PCA {formatLoss(pca)}</p>}
      {troubles && <p>{troubles}</p>}
      <p className="sweep-card-hint">Press to open it as a lane</p>
    </div>
  )
}
