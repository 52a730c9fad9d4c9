// The tabs of the card that shows what a network has learned: which of them there are for a network, and which is seen.

import { activityThreshold } from '../engine/analysis/codeActivity.ts'
import { datasetFacts } from '../spec/datasets.ts'
import type { NetworkPlan, PlannedLayer } from '../spec/network.ts'
import { type AppState, selectedRun } from './state.ts'

export const LEARNED_TABS = ['map', 'code', 'samples', 'filters'] as const
export type LearnedTab = (typeof LEARNED_TABS)[number]

/** A wider code whose units are never at rest has nothing that could be told apart: no shares, too many pictures. */
const RESTLESS_UNITS_MAX = 256

/** The tabs that have something to show, the map always first. */
export function learnedTabs(state: AppState): readonly LearnedTab[] {
  const { spec, plan } = selectedRun(state)
  const isPictures = datasetFacts(spec.data.name).kind === 'pictures'
  const there: Record<LearnedTab, boolean> = {
    map: true,
    code: plan.latent <= RESTLESS_UNITS_MAX || hasRest(latentOf(plan)),
    samples: isPictures,
    filters: plan.layers.some(({ type }) => type === 'conv' || type === 'conv-transpose'),
  }
  return LEARNED_TABS.filter((tab) => there[tab])
}

/** The one that is seen: the chosen one, or the map where this network has no such tab. */
export function shownTab(state: AppState): LearnedTab {
  const { learnedTab } = state.view
  return learnedTabs(state).includes(learnedTab) ? learnedTab : 'map'
}

export function latentOf({ layers }: NetworkPlan): PlannedLayer {
  return layers.find(({ role }) => role === 'latent') as PlannedLayer
}

/** Can the code's units be at rest? */
export function hasRest(latent: PlannedLayer): boolean {
  return activityThreshold(latent) !== null
}
