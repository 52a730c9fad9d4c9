// What the parts of the hourglass share about the sample that flows through it.

import { datasetFacts } from '../../spec/datasets.ts'
import type { NetworkPlan } from '../../spec/network.ts'
import { type AppState, selectedOverview, shownLive, shownRun, type ViewState } from '../../store/state.ts'
import { useActions, useApp } from '../../store/useApp.ts'

/** Every layer's values for the sample, in the network's order. */
export type Activations = readonly Float32Array[] | null

export function activationsOf(state: AppState): Activations {
  return shownLive(state).activations
}

/** Just after an edit the last frame may still be of the former network. */
export function fitsPlan(activations: Activations, plan: NetworkPlan): activations is readonly Float32Array[] {
  return activations?.length === plan.layers.length && plan.layers.every((layer, i) => layer.units === activations[i]?.length)
}

/** What comes out of the network, or null while nothing has. */
export function outputOf(activations: Activations): Float32Array | null {
  return activations?.at(-1) ?? null
}

/** Are it points, not pictures, that flow through? */
export function useIsPoints(): boolean {
  return useApp((state) => datasetFacts(shownRun(state).spec.data.name).kind === 'points')
}

/** Changes whenever shownSample() would give another picture. */
export function useSampleKey(): readonly unknown[] {
  const overview = useApp(selectedOverview)
  const view = useApp((state) => state.view)
  const { shownNoiseType } = useActions()
  const noiseType = useApp(() => shownNoiseType())
  return [overview, view.sample, noiseOf(view), noiseType, view.drawing]
}

/** How strong the noise on the sample is: a drawing has its own. */
export function noiseOf(view: ViewState): number {
  return view.sample === 'drawing' ? view.padNoise : view.testNoise
}
