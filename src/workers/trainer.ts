// What the training worker answers. It owns the run, its loop and the data; it draws nothing and decides nothing about the page.

import * as Comlink from 'comlink'
import { overviewOf } from '../engine/analysis/overview.ts'
import { backendMemory, startBackend } from '../engine/backend.ts'
import { MeasuringBudget } from '../engine/budget.ts'
import { Dataset, datasetRequest } from '../engine/data/dataset.ts'
import { slicePictures } from '../engine/data/gather.ts'
import { TrainingLoop } from '../engine/loop.ts'
import type { Metrics } from '../engine/metrics.ts'
import { corruptShownPicture } from '../engine/objectives/corruption.ts'
import type { Platform } from '../engine/platform.ts'
import { Run, type RunOptions } from '../engine/run.ts'
import { activationsOf, decode, encode, reconstruct, scoresOf } from '../engine/views.ts'
import { datasetFacts } from '../spec/datasets.ts'
import { editSpec } from '../spec/editSpec.ts'
import { testCount, trainingCount } from '../spec/network.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { browserPlatform } from './browserPlatform.ts'
import { FrameServer } from './frameServer.ts'
import type { Frame, LoadOptions, RunId, Trainer, TrainerEvent, TrainerSetup } from './protocol.ts'
import { flatten, unflatten } from './rows.ts'

export const HEARTBEAT_MS = 500

/** A run as it stands in the worker. */
interface Session {
  readonly runId: RunId
  readonly run: Run
  readonly loop: TrainingLoop
  readonly frames: FrameServer
}

/** Thrown where a call names a run that another has replaced. */
export class StaleRunError extends Error {
  override readonly name = 'StaleRunError'
}

export function createTrainer(): Trainer {
  let platform: Platform
  let setup: TrainerSetup
  let session: Session | null = null
  let data: { key: string; dataset: Dataset } | null = null

  const send = (event: TrainerEvent) => setup.events.postMessage(event)

  const current = (runId: RunId): Session => {
    if (session?.runId !== runId) throw new StaleRunError(`run '${runId}' is no longer here`)
    return session
  }

  /** The data of a spec: what has been read for the former run is kept where it is the same. */
  const openData = (spec: RunSpec): Dataset => {
    const request = datasetRequest(spec)
    const key = JSON.stringify(request)
    if (data?.key === key && data.dataset.train.wanted === request.train && data.dataset.test.wanted === request.test) return data.dataset
    data?.dataset.cancel()
    const dataset = new Dataset(platform, request)
    dataset.onChange(() => session && send({ type: 'changed', runId: session.runId }))
    data = { key, dataset }
    return dataset
  }

  const metricsOf = ({ loop, runId }: Session): Metrics => loop.metrics(runId)

  const closeSession = async () => {
    const former = session
    session = null
    await former?.loop.stop()
    former?.run.dispose()
  }

  return {
    async open(given) {
      setup = given
      platform = browserPlatform(given.baseUrl)
      setInterval(() => send({ type: 'heartbeat' }), HEARTBEAT_MS)
      await startBackend(given.backend, platform)
    },

    async load({ runId, spec, inheritsWeights }: LoadOptions) {
      const former = inheritsWeights && session ? formerOf(session.run) : undefined
      await closeSession()
      const dataset = openData(spec)
      const run = new Run(spec, { platform, dataset, ...(former && { former }) })
      const budget = new MeasuringBudget()
      const loop: TrainingLoop = new TrainingLoop(run, { platform, budget, onChange: () => send({ type: 'changed', runId }) })
      session = { runId, run, loop, frames: new FrameServer(loop, budget, platform.now) }
      void dataset.load()
      return { kept: run.kept }
    },

    async play(runId, speed) {
      current(runId).loop.play(speed)
    },

    async pause(runId) {
      const here = current(runId)
      await here.loop.pause()
      return metricsOf(here)
    },

    async train(runId, goal) {
      const here = current(runId)
      await here.loop.train(goal)
      return metricsOf(here)
    },

    async edit(runId, _revision, spec) {
      const here = current(runId)
      here.run.edit(spec)
      here.loop.refresh()
    },

    async setSpeed(speed) {
      if (session) session.loop.speed = speed
    },

    async retryData(runId) {
      void current(runId).run.dataset.retry()
    },

    async truncateData(runId) {
      const { run } = current(runId)
      const { dataset } = run
      if (!dataset.truncate()) return null
      let spec = run.spec
      for (const split of ['train', 'test'] as const) {
        const { wanted } = dataset[split]
        if (wanted < (split === 'train' ? trainingCount(spec) : testCount(spec))) spec = editSpec(spec, `data.${split}`, wanted)
      }
      run.edit(spec)
      return { train: dataset.train.wanted, test: dataset.test.wanted }
    },

    async frame(request) {
      return transferring(current(request.runId).frames.serve(request))
    },

    async overview(runId) {
      const { run } = current(runId)
      await run.dataset.whenRead('test', 1)
      return overviewOf(run.dataset.test, datasetFacts(run.spec.data.name).classes.length)
    },

    async metrics(runId) {
      return metricsOf(current(runId))
    },

    async history(runId) {
      return [...current(runId).run.history.records]
    },

    async sample(runId, { split, from, count }) {
      const { run } = current(runId)
      const pictures = run.dataset[split]
      await run.dataset.whenRead(split, from + count)
      const to = Math.min(from + count, pictures.read)
      return { inputs: unflatten(slicePictures(pictures, from, to), pictures.size), labels: [...pictures.labels.subarray(from, to)] }
    },

    async corrupt(runId, inputs, corruption, seed) {
      const { range } = datasetFacts(current(runId).run.spec.data.name)
      return inputs.map((input, index) => {
        const picture = Float32Array.from(input)
        corruptShownPicture(picture, corruption, { seed, index, range })
        return [...picture]
      })
    },

    async encode(runId, inputs) {
      const { run } = current(runId)
      return unflatten(encode(run, flatten(inputs)), run.plan.latent)
    },

    async decode(runId, latents) {
      const { run } = current(runId)
      return unflatten(decode(run, flatten(latents)), run.plan.inputs)
    },

    async reconstruct(runId, inputs) {
      const { run } = current(runId)
      return unflatten(reconstruct(run, flatten(inputs)), run.plan.inputs)
    },

    async scores(runId, inputs) {
      return [...scoresOf(current(runId).run, flatten(inputs))]
    },

    async activations(runId, input) {
      const { run } = current(runId)
      return activationsOf(run, Float32Array.from(input)).map((values, i) => ({ layer: layerName(run, i), values: [...values] }))
    },

    async weights(runId) {
      return current(runId).run.weights()
    },

    async memory() {
      return backendMemory()
    },
  }
}

function formerOf(run: Run): NonNullable<RunOptions['former']> {
  return { weights: run.weights(), isTrained: run.step > 0 || run.isEdited }
}

/** "encoder 1", "latent", "decoder 2", "output". */
function layerName(run: Run, index: number): string {
  const { layers } = run.plan
  const { role } = layers[index] as (typeof layers)[number]
  if (role === 'latent' || role === 'output') return role
  return `${role} ${layers.slice(0, index + 1).filter((layer) => layer.role === role).length}`
}

/** Hands the frame's arrays over rather than copying them. */
function transferring(frame: Frame): Frame {
  const arrays = [
    ...(frame.activations ?? []),
    frame.map?.points,
    frame.map?.labels,
    frame.grid?.pictures,
    frame.reconstructions,
    ...(frame.weights?.layers.flatMap(({ kernel, bias }) => [kernel, bias]) ?? []),
  ]
  return Comlink.transfer(frame, [...new Set(arrays.flatMap((array) => (array ? [array.buffer as ArrayBuffer] : [])))])
}
