import { isConvolution } from '../../store/filters.ts'
import { selectedRun, shownLive } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import './Filters.css'
import { LayerFilters } from './LayerFilters.tsx'

/** What each convolution looks for, layer after layer. */
export function Filters() {
  const plan = useApp((state) => selectedRun(state).plan)
  const isEmpty = useApp((state) => shownLive(state).weights === null)
  const hasStamps = plan.layers.some(({ type }) => type === 'conv-transpose')
  return (
    <section className="filters" data-testid="filters" aria-label="Filters">
      {isEmpty ? (
        <p className="learned-empty">Train first: then this shows the small pictures that each convolution looks for.</p>
      ) : (
        <div className="filters-layers">
          {plan.layers.map((layer, index) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: a layer is its place
            isConvolution(layer) ? <LayerFilters key={index} plan={plan} index={index} layer={layer} /> : null,
          )}
        </div>
      )}
      {hasStamps && !isEmpty && <p className="learned-note">A filter looks for itself in the picture; a stamp prints a map on the way back.</p>}
    </section>
  )
}
