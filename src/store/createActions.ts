// What a person can do, implemented: each action is a few lines over the core. A refused value becomes a notice, never an exception.

import { countText } from '../spec/countText.ts'
import { editEffect, editSpec } from '../spec/editSpec.ts'
import { editSpecTogether, type FieldEdit, nearestEdits } from '../spec/nearestEdits.ts'
import type { EditEffect } from '../spec/options.ts'
import { PRESETS } from '../spec/presets.ts'
import { testCount, trainingCount } from '../spec/runLength.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { Actions } from './actions.ts'
import type { AppCore } from './app.ts'
import { baselineKey } from './baselines.ts'
import { alikeClasses, centered, decodePoint, seeThrough, shownDigits, shownNoiseType, shownSample } from './inference.ts'
import { forkLane, lanesAtHand, openAsLane, pauseLanes, playLanes, removeLane, resetLanes, selectLane, stepLanes } from './lanes.ts'
import { measureAll } from './measureBackends.ts'
import { openDecoderImagesShown, openSamplesShown } from './pictureSeries.ts'
import { asksForGuess, createQuestionActions } from './questionActions.ts'
import { remember, THEME_KEY } from './remembered.ts'
import { forgetBaseline } from './runBaselines.ts'
import { seenPoints } from './seenPoints.ts'
import { soundRate } from './soundRate.ts'
import { type AppState, isShippedShown, type LaneId, type RunState, type ShippedStage, seenFrom, selectedLive, selectedRun } from './state.ts'
import { createSweepActions } from './sweepActions.ts'
import { TestSamples } from './testSamples.ts'
import { noteAsked, noteShown, noteShownNow } from './timings.ts'

/** Noise on the pictures looked at, once a network that cleans is chosen: without any there is nothing to see. */
const DENOISING_VIEW_SIGMA = 0.4

export function createActions(core: AppCore): Actions {
  const { store } = core
  const run = () => selectedRun(store.getState())
  const seen = (laneId: LaneId | undefined) => (laneId ? seenFrom(store.getState(), laneId) : store.getState())
  const testSamples = new TestSamples(core)
  const report = (error: unknown) => {
    if (isQuiet(error)) return
    store.setState({ notice: { text: error instanceof Error ? error.message : String(error), tone: 'error' } })
  }
  const attempt = (work: () => Promise<unknown>) => {
    work().catch(report)
  }

  return {
    play: () =>
      attempt(async () => {
        if (!asksForGuess(core)) await playLanes(lanesAtHand(core))
      }),
    pause: () => attempt(() => pauseLanes(lanesAtHand(core))),
    stepOnce: () =>
      attempt(async () => {
        if (!asksForGuess(core)) await stepLanes(lanesAtHand(core))
      }),
    reset: () => attempt(() => resetLanes(lanesAtHand(core))),

    fork: () =>
      attempt(async () => {
        selectLane(core, forkLane(core))
      }),
    trainOnFromMoment: () =>
      attempt(async () => {
        const { spec, runId } = run()
        const from = core.timelines.beginningAt(runId, store.getState().view.moment ?? 0)
        if (!from) throw new Error('No weights are kept of this moment: there is nothing to train on from.')
        const lane = core.lane(openAsLane(core, spec, from))
        store.setState(({ view }) => ({ view: { ...view, screen: 'compare', comparePanel: 'lanes' } }))
        const number = lane.laneId.replace('lane-', '')
        core.note(`Lane ${number} trains on from step ${countText(from.step)}; its optimizer begins anew, without its memory.`)
        await lane.play(lane.run.runId)
      }),
    forkPlain: () =>
      attempt(async () => {
        const { hasTrained } = run()
        const lane = core.lane(forkLane(core, [{ path: 'model.latent.variational', value: undefined }]))
        store.setState(({ view }) => ({ view: { ...view, screen: 'compare', comparePanel: 'lanes', lanePictures: 'samples' } }))
        if (hasTrained) await lane.play(lane.run.runId)
      }),
    selectLane: (laneId) => selectLane(core, laneId),
    removeLane: (laneId) => attempt(async () => removeLane(core, laneId)),

    choosePreset(name) {
      const { spec } = PRESETS[name]
      store.setState(({ view }) => ({ view: { ...view, noiseType: null, testNoise: spec.corruption ? DENOISING_VIEW_SIGMA : 0 } }))
      const trains = showsTraining(store.getState())
      attempt(() => core.selected.replaceRun(spec, { inheritsWeights: false, trains, shipped: 'gone' }))
    },

    edit(path, value) {
      attempt(async () => {
        await applyEdits(core, nearestEdits(run().spec, path, value))
      })
    },

    setSpeed(speed) {
      store.setState(({ view }) => ({ view: { ...view, speed } }))
      for (const lane of core.lanes) attempt(() => lane.engine.setSpeed(speed))
    },

    setTheme(theme) {
      remember(THEME_KEY, theme)
      store.setState(({ view }) => ({ view: { ...view, theme } }))
    },

    setView(change) {
      store.setState(({ view }) => ({ view: { ...view, ...change } }))
      core.refresh()
    },

    retryData() {
      forgetBaseline(run().runId)
      attempt(() => core.selected.engine.ask((trainer) => trainer.retryData(run().runId)))
    },

    goOnWithoutTheRest: () => attempt(() => truncate(core)),

    restartEngine: () => core.selected.restartEngine(),
    chooseBackend: (choice) => core.chooseBackend(choice),
    measureBackends: () => attempt(() => measureAll(core)),

    goOnAtSoundRate: () => attempt(() => goOnAtSoundRate(core)),

    ...createSweepActions(core, attempt),
    ...createQuestionActions(core, attempt),
    dismissNotice: () => store.setState({ notice: null }),
    decodeAt: (x, y, laneId) => decodePoint(seen(laneId), x, y),
    testSample: (laneId, index) => testSamples.of(laneId, index),
    openDecoderImages: () => openDecoderImagesShown(store.getState()),
    openSamples: (laneId) => openSamplesShown(laneId ? seenFrom(store.getState(), laneId) : store.getState()),
    seeThrough: (picture, strength, laneId) => seeThrough(seen(laneId), picture, strength),
    shownNoiseType: () => shownNoiseType(store.getState()),
    shownSample: () => shownSample(store.getState()),
    seenPoints: (laneId) => seenPoints(seen(laneId)),
    shownDigits: () => shownDigits(store.getState()),
    centerDrawing: (raster) => centered(store.getState(), raster),
    alikeClasses: () => alikeClasses(store.getState()),
    noteAsked,
    noteShown,
    noteShownNow,
  }
}

/** Is a trained network shown, or one that is about to train? A structural edit of such a one trains at once. */
function showsTraining(state: AppState): boolean {
  const { hasTrained, wantsTraining } = selectedRun(state)
  return hasTrained || wantsTraining || isShippedShown(state)
}

/** The run that follows the shipped network has it as its ghost; the one after that has another former. */
function afterEdit(state: AppState): ShippedStage {
  return isShippedShown(state) ? 'ghost' : 'gone'
}

/** One edit of the selected run's spec, taken by its word. Throws SpecError. */
export function applyEdit(core: AppCore, path: string, value: unknown): Promise<'all' | 'some' | 'none'> {
  return applyEdits(core, [{ path, value }])
}

/**
 * An edit of one or more fields. What can change without losing weights does, and the run is then marked edited; anything
 * else makes a new run, which keeps what weights still fit and trains at once if the former had. Throws SpecError.
 */
async function applyEdits(core: AppCore, edits: readonly FieldEdit[]): Promise<'all' | 'some' | 'none'> {
  const state = core.store.getState()
  const run = selectedRun(state)
  const spec = editSpecTogether(run.spec, edits)
  if (JSON.stringify(spec) === JSON.stringify(run.spec)) return 'all'
  core.store.setState({ notice: null })
  const effect = costOf(edits)
  if (effect === 'live' && run.hasTrained) {
    await editLive(core, run, spec, edits)
    return 'all'
  }
  noteAsked('edit', globalThis.event?.timeStamp ?? performance.now())
  // What is set before the first step and would not cost the weights leaves the shipped network where it is: the next Train heeds it.
  if (effect === 'live') return core.selected.replaceRun(spec, { inheritsWeights: true, trains: run.wantsTraining })
  return core.selected.replaceRun(spec, { inheritsWeights: effect !== 'fresh', trains: showsTraining(state), shipped: afterEdit(state) })
}

/** What edits made together cost: as much as the dearest of them. */
function costOf(edits: readonly FieldEdit[]): EditEffect {
  const costs = edits.map(({ path }) => editEffect(path))
  return costs.find((cost) => cost === 'fresh') ?? costs.find((cost) => cost === 'new-run') ?? 'live'
}

async function editLive(core: AppCore, run: RunState, spec: RunSpec, edits: readonly FieldEdit[]): Promise<void> {
  const revision = run.revision + 1
  const { step } = core.store.getState().live[run.runId]?.metrics ?? { step: 0 }
  const isOtherBaseline = baselineKey(spec) !== baselineKey(run.spec)
  core.patchRun(run.runId, {
    spec,
    revision,
    edits: [...run.edits, ...edits.map(({ path, value }) => ({ step, path, value, former: fieldAt(run.spec, path) }))],
    ...(isOtherBaseline && { baseline: null }),
  })
  await core.selected.engine.edit(run.runId, revision, spec)
  core.refresh()
}

function fieldAt(spec: RunSpec, path: string): unknown {
  return path.split('.').reduce<unknown>((owner, key) => (owner as Record<string, unknown> | undefined)?.[key], spec)
}

/** The rate that worked, from the last good weights: a live edit, or a fresh beginning where nothing was trained. */
async function goOnAtSoundRate(core: AppCore): Promise<void> {
  const lane = core.selected
  const state = core.store.getState()
  const run = selectedRun(state)
  const { rate } = soundRate({ ...run, history: selectedLive(state).history })
  const path = 'training.learningRate'
  const spec = editSpec(run.spec, path, rate)
  if (!run.hasTrained) {
    await lane.replaceRun(spec, { inheritsWeights: true, trains: true })
    return
  }
  await editLive(core, run, spec, [{ path, value: rate }])
  await lane.play(run.runId)
}

/** The worker goes on with what has been read; the page's spec follows, as it is by then. */
async function truncate(core: AppCore): Promise<void> {
  const { runId } = selectedRun(core.store.getState())
  const counts = await core.selected.engine.call((trainer) => trainer.truncateData(runId))
  if (!counts) throw new Error('Nothing has been read yet: there is no rest to go on without.')
  const { runs, live } = core.store.getState()
  const run = runs[runId]
  if (!run) return
  let { spec } = run
  const edits = [...run.edits]
  for (const split of ['train', 'test'] as const) {
    const former = split === 'train' ? trainingCount(spec) : testCount(spec)
    if (counts[split] >= former) continue
    const edit = { step: live[runId]?.metrics.step ?? 0, path: `data.${split}`, value: counts[split] }
    spec = editSpec(spec, edit.path, edit.value)
    edits.push(edit)
  }
  core.patchRun(runId, { spec, edits, revision: run.revision + 1, baseline: null })
  core.refresh()
}

/** A run that a newer one has overtaken, or an engine or backend whose loss the page already shows. */
function isQuiet(error: unknown): boolean {
  return error instanceof Error && ['SupersededError', 'EngineLostError', 'StaleRunError', 'BackendError'].includes(error.name)
}
