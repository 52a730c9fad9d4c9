// The network that ships with the page: read before anything else, shown until a run has something of its own to show. What is seen of
// it is made in shippedViews.ts.

import { projectCodes } from '../engine/analysis/latentProjection.ts'
import { decodeShipped, type ShippedCheckpoint, ShippedFileError } from '../engine/shipped/shippedFile.ts'
import { planNetwork } from '../spec/network.ts'
import { DEFAULT_PRESET, PRESETS, presetOf } from '../spec/presets.ts'
import { plannedSamples, trainingCount } from '../spec/runLength.ts'
import type { AppCore } from './app.ts'
import { ShippedViews } from './shippedViews.ts'
import { type AppStore, type LiveRun, type RunState, type ShippedNetwork, selectedLane, selectedRun } from './state.ts'

/** Preloaded by index.html. */
const FILE = `checkpoint/${DEFAULT_PRESET}.bin.gz`
const SHIPPED_RUN_ID = 'shipped'

/**
 * Reads the shipped network and puts it into the store, unless a run has been asked for meanwhile. Never rejects: where the file can't be
 * had the page opens untrained, with a note that says why.
 */
export async function openShipped(core: AppCore): Promise<void> {
  try {
    const checkpoint = await fetchShipped(new URL('.', document.baseURI).href)
    showShipped(core.store, checkpoint)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    core.store.setState({ notice: { text: `The network trained earlier can’t be shown: ${reason}. The page starts untrained.`, tone: 'note' } })
  }
}

/** Throws ShippedFileError. */
async function fetchShipped(baseUrl: string): Promise<ShippedCheckpoint> {
  const checkpoint = decodeShipped(await readBytes(new URL(FILE, baseUrl)))
  if (presetOf(checkpoint.header.spec) !== DEFAULT_PRESET) throw new ShippedFileError(`${FILE} was trained with another recipe`)
  return checkpoint
}

/** Inflated, here or by the browser: a server may send .gz with Content-Encoding: gzip. */
async function readBytes(url: URL): Promise<Uint8Array> {
  const response = await fetch(url).catch(() => null)
  if (!response?.ok) throw new ShippedFileError(`${FILE} is missing (${response ? `the server answered ${response.status}` : 'no answer'})`)
  try {
    const bytes = new Uint8Array(await response.arrayBuffer())
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? await inflate(bytes) : bytes
  } catch {
    throw new ShippedFileError(`${FILE} is truncated or damaged`)
  }
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

function showShipped(store: AppStore, checkpoint: ShippedCheckpoint): void {
  const state = store.getState()
  const run = selectedRun(state)
  if (run.hasTrained || run.wantsTraining || presetOf(run.spec) !== DEFAULT_PRESET) return
  const lane = selectedLane(state)
  store.setState({
    shipped: { ...networkOfFile(checkpoint), laneId: lane.laneId },
    lanes: { ...state.lanes, [lane.laneId]: { ...lane, overview: checkpoint.overview } },
    runs: { ...state.runs, [run.runId]: { ...run, baseline: checkpoint.baseline } },
  })
  new ShippedViews(store)
}

/** As a run that has ended, with a place of its own beside its lane's. */
function networkOfFile({ header, weights, codes, labels, baseline }: ShippedCheckpoint): Omit<ShippedNetwork, 'laneId'> {
  const { spec } = PRESETS[DEFAULT_PRESET]
  const plan = planNetwork(spec)
  const { points, projection } = projectCodes({ codes, labels, count: labels.length, size: plan.latent })
  const run: RunState = {
    runId: SHIPPED_RUN_ID,
    revision: 0,
    spec,
    plan,
    status: 'done',
    hasTrained: true,
    wantsTraining: false,
    isEdited: false,
    edits: [],
    problem: null,
    baseline,
  }
  const { step, samplesSeen, testLoss, testMse, testSamples, trained, history } = header
  const trainingPictures = trainingCount(spec)
  const live: LiveRun = {
    metrics: {
      runId: SHIPPED_RUN_ID,
      step,
      epoch: samplesSeen / trainingPictures,
      samplesSeen,
      trainLoss: trained.trainLoss,
      testLoss,
      testMse,
      testSamples,
      imagesPerSecond: 0,
      stepMs: 0,
      backend: 'wasm',
      parameters: plan.parameters,
      status: 'done',
      edited: false,
      pcaMse: baseline.pcaMse,
    },
    progress: {
      samplesPlanned: plannedSamples(spec),
      trainingPictures,
      picturesRead: trainingPictures,
      isAllRead: true,
      secondsLeft: null,
    },
    history,
    activations: null,
    sampleDeviations: null,
    map: { step, points, labels, projection },
    grid: null,
    reconstructions: null,
    codes: null,
    samples: null,
    weights,
  }
  return { stage: 'shown', run, live }
}
