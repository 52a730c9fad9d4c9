// npm run train: the same spec on the same engine, from a terminal. With --json stdout holds nothing but JSON lines.

import { ensureData } from '../../scripts/buildData.ts'
import { ensureKernels } from '../../scripts/buildKernels.ts'
import { measureRunBaseline } from '../engine/analysis/analyst.ts'
import { startBackend } from '../engine/backend.ts'
import { DataError } from '../engine/data/problem.ts'
import { TrainingLoop } from '../engine/loop.ts'
import type { Metrics } from '../engine/metrics.ts'
import { Run } from '../engine/run.ts'
import { nodePlatform } from './nodePlatform.ts'
import { parseTrainOptions, type TrainOptions, USAGE } from './options.ts'
import { clearProgress, showProgress } from './progress.ts'
import { EXIT_FAILED, EXIT_REFUSED, endWith, refuse } from './refuse.ts'
import { type SavedRun, saveModels } from './saveModels.ts'
import { finalMetrics, RUN_ID, readData } from './trainedRun.ts'

const PROGRESS_MS = 200

async function main(): Promise<void> {
  const options = parseTrainOptions(process.argv.slice(2))
  await ensureData()
  await ensureKernels()
  await startBackend(options.backend, nodePlatform, { kernels: options.kernels })
  const run = new Run(options.spec, { platform: nodePlatform, dataset: await readData(options.spec).catch(refuseData) })
  const loop = new TrainingLoop(run, { platform: nodePlatform, onChange: () => reportEpoch(loop, options) })
  const progress = setInterval(() => showProgress(loop.metrics(RUN_ID), run, loop.secondsLeft), PROGRESS_MS)
  await loop.train()
  clearInterval(progress)
  clearProgress()
  const metrics = await finalMetrics(loop, () => measureRunBaseline(options.spec, run.dataset))
  if (options.save !== undefined && metrics.status === 'done') await save(options.save, { spec: options.spec, metrics, weights: run.weights() })
  finish(metrics, run.divergedAt, options)
}

function refuseData(error: unknown): never {
  if (!(error instanceof DataError)) throw error
  refuse(error.message, error.problem.reason === 'not-built' ? EXIT_REFUSED : EXIT_FAILED)
}

async function save(folder: string, saved: SavedRun): Promise<void> {
  try {
    await saveModels(folder, saved)
    process.stderr.write(`Saved to ${folder}: encoder, decoder, spec.json, metrics.json.\n`)
  } catch (error) {
    refuse(`--save: ${folder} can't be written: ${(error as Error).message}`, EXIT_FAILED)
  }
}

let reportedStep = 0

/** One line at each new test loss on the way; the last comes from finish(). */
function reportEpoch(loop: TrainingLoop, options: TrainOptions): void {
  const { run } = loop
  if (!run.test || run.test.step === reportedStep || run.isDone) return
  reportedStep = run.test.step
  if (options.json) print(loop.metrics(RUN_ID))
  else clearProgress(summary(loop.metrics(RUN_ID)))
}

function finish(metrics: Metrics, divergedAt: number | null, options: TrainOptions): void {
  if (options.json) print({ ...metrics, done: true })
  else process.stdout.write(`${summary(metrics)}\n`)
  if (metrics.status !== 'done') refuse(`the loss ran away at step ${divergedAt}: try a lower training.learningRate`, EXIT_FAILED)
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

function summary(metrics: Metrics): string {
  const { epoch, step, trainLoss, testLoss, testMse, testLossClean, psnrNoisy, psnrDenoised, pcaMse } = metrics
  const { terms, activeShare, deadUnits, kl, elbo, knnAccuracy: accuracy } = metrics
  const parts = [`epoch ${epoch.toFixed(2)}`, `step ${step}`, `train loss ${figure(trainLoss, 4)}`, `test loss ${figure(testLoss, 4)}`]
  parts.push(`test MSE ${figure(testMse, 5)}`)
  if (accuracy !== undefined) parts.push(`kNN accuracy ${(100 * accuracy).toFixed(1)} %`)
  if (pcaMse !== undefined) parts.push(`PCA's MSE ${pcaMse.toFixed(5)}`)
  if (testLossClean !== undefined) parts.push(`on clean inputs ${testLossClean.toFixed(4)}`)
  for (const [name, value] of Object.entries(terms ?? {})) parts.push(`${name} ${value.toFixed(4)}`)
  if (activeShare !== undefined) parts.push(`${(100 * activeShare).toFixed(1)} % of the units active, ${deadUnits} dead`)
  if (elbo !== undefined) parts.push(`ELBO ${elbo.toFixed(2)} nats, of which KL ${kl?.toFixed(2)}`)
  if (psnrNoisy !== undefined) parts.push(`${psnrNoisy.toFixed(2)} dB in, ${psnrDenoised?.toFixed(2)} dB out`)
  return parts.join(' · ')
}

function figure(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits)
}

main().catch((error: unknown) => endWith(error, USAGE))
