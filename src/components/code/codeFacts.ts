import { datasetFacts } from '../../spec/datasets.ts'
import { hasRest, latentOf } from '../../store/learnedTabs.ts'
import { isVariational } from '../../store/samples.ts'
import { type AppState, type RunState, selectedRun, shownLive } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import type { CodesFrame } from '../../workers/protocol.ts'
import type { CodeFacts } from './codeWords.ts'

/** What of the code does not change with every frame. */
export function useCodeFacts(): CodeFacts {
  return factsOf(useApp(selectedRun))
}

/** The newest that is known of the code's units; null just after an edit, while it is still the former network's. */
export function codesOf(state: AppState): CodesFrame | null {
  const { codes } = shownLive(state)
  return codes?.activity.shares.length === selectedRun(state).plan.latent ? codes : null
}

function factsOf(run: RunState): CodeFacts {
  const { plan, spec } = run
  const { noun } = datasetFacts(spec.data.name)
  return {
    units: plan.latent,
    inputs: plan.inputs,
    picture: noun.replace(/s$/, ''),
    hasRest: hasRest(latentOf(plan)),
    isVariational: isVariational(run),
  }
}
