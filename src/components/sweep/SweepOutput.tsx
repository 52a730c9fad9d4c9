import type { SweepMeasure, SweepState } from '../../store/sweepState.ts'
import { useActions, useApp } from '../../store/useApp.ts'
import { Segments } from '../controls/Segments.tsx'
import { saveSweepCsv } from './saveSweepCsv.ts'
import { measuresOf, measureWords } from './sweepFigures.ts'

/** By which figure the curve is drawn, and the runs as a file. */
export function SweepOutput({ sweep }: { readonly sweep: SweepState }) {
  const shown = useApp((state) => state.sweep.shown)
  const { showSweepIn } = useActions()
  const measures = measuresOf(sweep)
  const words = (measure: SweepMeasure) => measureWords(sweep, measure)
  return (
    <div className="sweep-output">
      {measures.length > 1 && (
        <Segments
          name="Measure"
          value={words(shown)}
          choices={measures.map(words)}
          titleOf={(choice) => (choice === words('mse') ? 'Mean squared error of a pixel, as PCA minimises it' : 'What the networks were trained on')}
          onChange={(choice) => showSweepIn(measures.find((measure) => words(measure) === choice) ?? 'loss')}
          testId="sweep-measure"
        />
      )}
      <button
        type="button"
        className="sweep-quiet"
        data-testid="sweep-csv"
        disabled={sweep.outcomes.length === 0}
        title="Every run so far, as a table"
        onClick={() => saveSweepCsv(sweep)}
      >
        Download CSV
      </button>
    </div>
  )
}
