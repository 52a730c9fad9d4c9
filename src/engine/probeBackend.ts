// How fast a backend trains a model: measured with real steps of it, never guessed. Run in a worker that has nothing else to do.

import * as tf from '@tensorflow/tfjs-core'
import { editSpec } from '../spec/editSpec.ts'
import { trainingCount } from '../spec/runLength.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { startBackend } from './backend.ts'
import { Dataset, datasetRequest } from './data/dataset.ts'
import type { Pictures } from './data/pictures.ts'
import { settleGpu } from './fence.ts'
import type { BackendName } from './metrics.ts'
import { BURST_MS } from './pace.ts'
import type { Platform } from './platform.ts'
import { RandomStream } from './random.ts'
import { Run } from './run.ts'

export interface ProbeOptions {
  readonly platform: Platform
  readonly backend: BackendName
  /** What to train on: the first so many of them. Without them, random pictures, which cost the same. */
  readonly pictures?: Pictures
  /** To be timed, after those that compile. */
  readonly steps?: number
  /** Time enough for fewer steps; one is always timed. */
  readonly limitMs?: number
}

const STEPS = 30
const LIMIT_MS = 1_500
/** The first compiles, the second finds what the first has left. */
const WARM_UP_STEPS = 2
/** A backend must be so many times as fast before a run is moved to it: figures wobble, and wasm keeps the GPU free for the page. */
const CLEAR_WIN = 1.5
/** A rate that can't make the loss run away. */
const HARMLESS_RATE = 1e-6

/** Milliseconds of a training step of this spec on this backend, which is started if it is not the present one. Frees all it has taken but that. */
export async function probeSteps(
  spec: RunSpec,
  { platform, backend, pictures, steps = STEPS, limitMs = LIMIT_MS }: ProbeOptions,
): Promise<{ stepMs: number }> {
  if (tf.getBackend() !== backend) await startBackend(backend, platform)
  const probed = probeSpec(spec, steps + WARM_UP_STEPS)
  const run = new Run(probed, { platform, dataset: probeData(probed, platform, pictures) })
  try {
    for (let i = 0; i < WARM_UP_STEPS; i++) run.tryStep()
    await settleGpu(platform)
    return { stepMs: await timeSteps(run, { platform, steps, limitMs }) }
  } finally {
    run.dispose()
  }
}

/** Is webgl worth a change? */
export function isClearWin(wasmStepMs: number, webglStepMs: number): boolean {
  return webglStepMs * CLEAR_WIN <= wasmStepMs
}

/** Paced as training is: bursts, and the GPU caught up with after each. */
async function timeSteps(run: Run, { platform, steps, limitMs }: { platform: Platform; steps: number; limitMs: number }): Promise<number> {
  const started = platform.now()
  let burstStarted = started
  let done = 0
  do {
    run.tryStep()
    done++
    if (platform.now() - burstStarted < BURST_MS) continue
    await settleGpu(platform)
    await platform.wait(0)
    burstStarted = platform.now()
  } while (done < steps && platform.now() - started < limitMs)
  await settleGpu(platform)
  return (platform.now() - started) / done
}

/** The same network and batch on no more pictures than are needed, test pictures aside. */
function probeSpec(spec: RunSpec, steps: number): RunSpec {
  const { batchSize } = spec.training
  const batches = Math.max(1, Math.min(steps, Math.floor(trainingCount(spec) / batchSize)))
  const changes = {
    'data.train': Math.min(trainingCount(spec), batches * batchSize),
    'data.test': 1,
    'training.steps': steps,
    'training.learningRate': HARMLESS_RATE,
  }
  return Object.entries(changes).reduce((changed, [path, value]) => editSpec(changed, path, value), spec)
}

function probeData(spec: RunSpec, platform: Platform, pictures: Pictures | undefined): Dataset {
  const dataset = new Dataset(platform, datasetRequest(spec))
  const { pixels, size, wanted } = dataset.train
  const areBytes = pixels instanceof Uint8Array
  const chunk = areBytes ? new Uint8Array(wanted * (size + 1)) : new Float32Array(wanted * (size + 1))
  const given = pictures?.pixels.subarray(0, Math.min(wanted, pictures.read) * size) ?? new Uint8Array()
  chunk.set(given)
  const stream = new RandomStream(0, 'view', 0)
  for (let i = given.length; i < wanted * size; i++) chunk[i] = (areBytes ? 256 : 1) * stream.uniform()
  dataset.train.append(chunk, wanted)
  return dataset
}
