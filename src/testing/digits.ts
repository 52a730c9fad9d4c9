// What the engine's tests share: real digits, small specs, backends that are started once. Not part of what ships.

import * as tf from '@tensorflow/tfjs-core'
import { nodePlatform } from '../cli/nodePlatform.ts'
import { startBackend } from '../engine/backend.ts'
import { Dataset, datasetRequest } from '../engine/data/dataset.ts'
import type { KernelChoice } from '../engine/kernels/wasm/kernelChoice.ts'
import type { BackendName } from '../engine/metrics.ts'
import type { Platform } from '../engine/platform.ts'
import { Run, type RunOptions } from '../engine/run.ts'
import { checkSpec } from '../spec/checkSpec.ts'
import { editSpec } from '../spec/editSpec.ts'
import type { RunSpec } from '../spec/runSpec.ts'

const read = new Map<string, Promise<Dataset>>()
const started = new Set<BackendName>()

/** Makes this the backend of what follows, with these kernels, starting it if it is the first time in this file. */
export async function useBackend(name: BackendName, kernels: KernelChoice = 'auto'): Promise<void> {
  // On wasm each time: the kernels may be others now.
  if (name === 'wasm' || !started.has(name)) await startBackend(name, nodePlatform, { kernels })
  started.add(name)
  await tf.setBackend(name)
  if (tf.getBackend() !== name) throw new Error(`backend '${name}' is not the one in use`)
}

/** 784-16-8-16-784 on 600 real digits in batches of 64, for 20 steps; `changes` are edits: path and value. */
export function smallSpec(changes: Record<string, unknown> = {}): RunSpec {
  const small = checkSpec({
    version: 1,
    data: { name: 'mnist', train: 600, test: 100 },
    model: { encoder: [{ type: 'dense', units: 16, activation: 'relu' }], latent: { units: 8, activation: 'linear' } },
    loss: 'bce',
    training: { steps: 20, batchSize: 64, optimizer: 'adam', learningRate: 0.02, schedule: 'one-cycle' },
    seed: 7,
  })
  return Object.entries(changes).reduce((spec, [path, value]) => editSpec(spec, path, value), small)
}

/** The digits a spec asks for, all read. */
export async function readDigits(spec: RunSpec, platform: Platform = nodePlatform): Promise<Dataset> {
  const dataset = new Dataset(platform, datasetRequest(spec))
  await dataset.load()
  return dataset
}

/** A run of this spec on digits that are all there, read once for all runs of a file. */
export async function openRun(spec: RunSpec, options: Partial<RunOptions> = {}): Promise<Run> {
  return new Run(spec, { platform: nodePlatform, dataset: options.dataset ?? (await sharedDigits(spec)), ...options })
}

/** Takes so many steps, each of which must be taken. */
export function takeSteps(run: Run, steps: number): void {
  for (let i = 0; i < steps; i++) {
    const outcome = run.tryStep()
    if (outcome !== 'stepped') throw new Error(`step ${run.step}: ${outcome}`)
  }
}

/** All weights of a run, one after another. */
export function weightsOf(run: Run): Float32Array {
  return Float32Array.from(run.weights().layers.flatMap(({ kernel, bias }) => [...kernel, ...bias]))
}

function sharedDigits(spec: RunSpec): Promise<Dataset> {
  const key = JSON.stringify(spec.data)
  const shared = read.get(key) ?? readDigits(spec)
  read.set(key, shared)
  return shared
}
