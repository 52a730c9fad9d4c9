// Measures what each backend does with the selected run's network: in the spare worker, while nothing trains, and never on a software GPU.

import type { BackendName } from '../engine/metrics.ts'
import type { AppCore } from './app.ts'
import { BACKEND_NAMES, probeKey } from './backendChoice.ts'
import { isAnyTraining } from './lanes.ts'
import { selectedRun } from './state.ts'

/** Compiling shaders takes seconds on some drivers. */
const PROBE_MAX_MS = 60_000

/**
 * For the automatic choice: wasm and webgl, once for each network, where the page is left to choose. A webgl that was refused once is
 * refused for every network.
 */
export async function measureForChoice(core: AppCore): Promise<void> {
  const { choice, measured } = core.store.getState().backend
  if (choice !== 'automatic' || core.isGpuDistrusted) return
  if (measured?.figures.webgl && ('refused' in measured.figures.webgl || measured.key === keyOf(core))) return
  await measure(core, ['wasm', 'webgl'])
}

/** For whoever looks at the choice: all backends, as soon as a spare worker is there and nothing trains. */
export async function measureAll(core: AppCore): Promise<void> {
  const { measured } = core.store.getState().backend
  core.wantsFigures = !(measured?.key === keyOf(core) && BACKEND_NAMES.every((name) => measured.figures[name]))
  if (core.wantsFigures) await measure(core, BACKEND_NAMES)
}

/** What was asked for and could not be measured at once, or what the automatic choice wants. */
export async function measureWanted(core: AppCore): Promise<void> {
  await (core.wantsFigures ? measureAll(core) : measureForChoice(core))
}

async function measure(core: AppCore, backends: readonly BackendName[]): Promise<void> {
  const { store } = core
  const run = selectedRun(store.getState())
  // A lane that trains would be slowed down, and would spoil the figures.
  if (store.getState().backend.isMeasuring || isAnyTraining(store.getState())) return
  const spare = core.spare.takeAny()
  if (!spare) {
    // Once one is there this is asked again; some machines can't carry any.
    core.selected.engine.prepareSpare()
    return
  }
  store.setState(({ backend }) => ({ backend: { ...backend, isMeasuring: true } }))
  try {
    await spare.opened
    const report = await spare.call((trainer) => trainer.probe(run.spec, backends), PROBE_MAX_MS)
    const { batchSize } = run.spec.training
    store.setState(({ backend }) => ({ backend: { ...backend, measured: { ...report, key: probeKey(run.spec), batchSize } } }))
  } catch {
    // The spare was lost over it, or took too long: nothing is known then, and nothing changes.
  } finally {
    store.setState(({ backend }) => ({ backend: { ...backend, isMeasuring: false } }))
    spare.terminate()
    core.selected.engine.prepareSpare()
  }
}

function keyOf({ store }: AppCore): string {
  return probeKey(selectedRun(store.getState()).spec)
}
