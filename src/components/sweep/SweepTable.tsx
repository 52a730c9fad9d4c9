import { formatLoss } from '../../plots/formatLoss.ts'
import type { SweepState } from '../../store/sweepState.ts'
import { useActions } from '../../store/useApp.ts'
import type { ValueFigures } from './sweepFigures.ts'
import { spreadText, troubleText, writeValue } from './sweepWords.ts'

export interface SweepTableProps {
  readonly figures: readonly ValueFigures[]
  readonly sweep: SweepState | null
  readonly measure: string
  readonly marked: number | null
  readonly onMark: (index: number | null) => void
}

/** The curve's numbers, a row a value; each row's button opens it as a lane. */
export function SweepTable({ figures, sweep, measure, marked, onMark }: SweepTableProps) {
  const { openAsLane } = useActions()
  if (!sweep) return null
  const hasPca = figures.some(({ pca }) => pca !== null)
  const means = figures.flatMap(({ mean }) => (mean === null ? [] : [mean]))
  const lowest = means.length > 1 ? Math.min(...means) : null
  return (
    <section className="sweep-table" aria-label="The curve’s numbers">
      <h2 className="caps">In numbers</h2>
      <table data-testid="sweep-table">
        <thead>
          <tr>
            <th scope="col">{sweep.setting.label}</th>
            <th scope="col">{measure}</th>
            {hasPca && <th scope="col">PCA</th>}
            <th scope="col">runs</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((one, index) => (
            <tr
              key={one.value}
              data-value={one.value}
              data-marked={index === marked || undefined}
              onPointerEnter={() => onMark(index)}
              onPointerLeave={() => onMark(null)}
            >
              <th scope="row">
                <button
                  type="button"
                  data-testid="sweep-open"
                  aria-label={`Open ${sweep.setting.label} ${writeValue(one.value)} as a lane`}
                  title="Open it as a lane"
                  onFocus={() => onMark(index)}
                  onBlur={() => onMark(null)}
                  onClick={() => openAsLane(one.spec)}
                >
                  {writeValue(one.value)}
                </button>
              </th>
              <td data-column="mean" data-value={one.mean ?? ''} data-best={(one.mean !== null && one.mean === lowest) || undefined}>
                {formatLoss(one.mean)}
                <small>{spreadText(one)}</small>
              </td>
              {hasPca && (
                <td data-column="pca" data-value={one.pca ?? ''}>
                  {formatLoss(one.pca)}
                </td>
              )}
              <td data-column="runs" data-value={one.runs.length} title={one.error ?? undefined}>
                {one.runs.length} of {sweep.seeds}
                {troubleText(one) && <small>{troubleText(one)}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sweep.seeds > 1 && <p>Mean over seeds, ± their standard deviation. The band reaches from the lowest to the highest.</p>}
    </section>
  )
}
