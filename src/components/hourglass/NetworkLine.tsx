import { countText } from '../../spec/countText.ts'
import type { SpatialShape } from '../../spec/layerShapes.ts'
import type { NetworkPlan } from '../../spec/network.ts'
import { isShippedShown, selectedRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { Term } from '../controls/Term.tsx'

/** The network in one line: "784 numbers squeezed into 2 · 392 : 1 · 218,514 weights". */
export function NetworkLine() {
  const plan = useApp((state) => selectedRun(state).plan)
  const verb = plan.latent < plan.inputs ? 'squeezed into' : plan.latent === plan.inputs ? 'copied into' : 'spread over'
  const isTrainedEarlier = useApp(isShippedShown)
  return (
    <div className="network-head">
      <h2 className="network-line">
        <span className="caps">Network</span>
        <span>
          {countText(plan.inputs)} numbers {verb} <b className="network-line-latent">{countText(plan.latent)}</b>
          {plan.latentShape && ` in ${mapsInWords(plan.latentShape)}`}
        </span>
        <span>{ratioOf(plan)}</span>
        <span>{countText(plan.parameters)} weights</span>
      </h2>
      {isTrainedEarlier && <TrainedEarlier />}
    </div>
  )
}

/** Says that nothing was trained here yet: what is seen came with the page. */
function TrainedEarlier() {
  return (
    <Term
      side="bottom"
      explanation="This network comes with the page. Train starts the same recipe from fresh weights and leaves its curve to compare with."
    >
      <button type="button" className="trained-earlier" data-testid="trained-earlier">
        trained earlier<span>, with this recipe</span>
      </button>
    </Term>
  )
}

/** "4 maps 7 × 7". */
function mapsInWords([height, width, maps]: SpatialShape): string {
  return `${countText(maps)} ${maps === 1 ? 'map' : 'maps'} ${height} × ${width}`
}

/** The compression: "392 : 1", "24.5 : 1", "1 : 2". */
function ratioOf({ inputs, latent }: NetworkPlan): string {
  return inputs >= latent ? `${shortRatio(inputs / latent)} : 1` : `1 : ${shortRatio(latent / inputs)}`
}

function shortRatio(ratio: number): string {
  return ratio >= 100 ? countText(Math.round(ratio)) : String(Number(ratio.toFixed(1)))
}
