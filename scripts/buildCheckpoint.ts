// npm run checkpoint: trains the preset that the page opens on, with this engine, and writes it to public/checkpoint/ in 8-bit weights
// with all that the page draws first. The same source on the same Node gives the same bytes: no time, no name of a machine.

import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { version } from '../package.json'
import { nodePlatform } from '../src/cli/nodePlatform.ts'
import { measureBaseline } from '../src/engine/analysis/baseline.ts'
import { overviewOf } from '../src/engine/analysis/overview.ts'
import { fitPca } from '../src/engine/analysis/pca.ts'
import { startBackend } from '../src/engine/backend.ts'
import { Dataset, datasetRequest } from '../src/engine/data/dataset.ts'
import { gatherPictures } from '../src/engine/data/gather.ts'
import type { Pictures } from '../src/engine/data/pictures.ts'
import { encodeWith, type NetworkWeights } from '../src/engine/forward.ts'
import { TrainingLoop } from '../src/engine/loop.ts'
import type { Metrics } from '../src/engine/metrics.ts'
import { kernelToBytes } from '../src/engine/quantise.ts'
import { Run } from '../src/engine/run.ts'
import { measureNetwork } from '../src/engine/shipped/measureNetwork.ts'
import { encodeShipped, networkOf, type ShippedHeader, type StoredLayer } from '../src/engine/shipped/shippedFile.ts'
import { datasetFacts } from '../src/spec/datasets.ts'
import { DEFAULT_PRESET, PRESETS } from '../src/spec/presets.ts'
import { ensureData } from './buildData.ts'
import { ensureKernels } from './buildKernels.ts'

/** Where the shipped network lies. */
export const CHECKPOINT_FILE = fileURLToPath(new URL(`../public/checkpoint/${DEFAULT_PRESET}.bin.gz`, import.meta.url))
/** As many as the page's map shows at rest. */
const MAP_POINTS = 2_000
const RUN_ID = 'checkpoint'
/** Between the test losses within the first epoch, where the loss falls fastest. */
const EARLY_STEPS = [10, 10, 10, 20]

await ensureData()
await ensureKernels()
// Plain SIMD: relaxed SIMD may round differently on another machine.
await startBackend('wasm', nodePlatform, { kernels: 'simd' })
const { spec } = PRESETS[DEFAULT_PRESET]
const { run, metrics } = await train()
const { test } = run.dataset

const layers = run.weights().layers.map(({ kernel, bias, units }): StoredLayer => ({ kernel: kernelToBytes(kernel, units), bias }))
const network = networkOf(spec, layers, run.step)
const figures = measureNetwork(network, spec.loss, test)
const overview = overviewOf(test, datasetFacts(spec.data.name))
const { train: digits } = run.dataset
const pca = fitPca(digits.pixels, digits.read, digits.size)
const { reconstructions, ...baseline } = measureBaseline({ pca, codeSize: run.plan.latent, loss: spec.loss, test, shown: overview.pictures })
const header: ShippedHeader = {
  spec,
  builtBy: `npm run checkpoint, hourglass ${version}, wasm, simd kernels`,
  step: run.step,
  samplesSeen: run.samplesSeen,
  testLoss: figures.loss,
  testMse: figures.mse,
  testSamples: test.read,
  trained: { trainLoss: metrics.trainLoss as number, testLoss: metrics.testLoss as number, testMse: metrics.testMse as number },
  baseline,
  history: run.history.records,
}
const content = encodeShipped({
  header,
  layers,
  codes: codesOf(network, test),
  labels: test.labels.slice(0, MAP_POINTS),
  overview,
  pcaReconstructions: reconstructions,
})
const file = gzipSync(content, { level: 9 })
// The operating system's byte, set to "unknown" (RFC 1952), so that all build the same.
file[9] = 255
await mkdir(dirname(CHECKPOINT_FILE), { recursive: true })
await writeFile(CHECKPOINT_FILE, file)

const lost = (figures.loss / (metrics.testLoss as number) - 1) * 100
console.log(`${CHECKPOINT_FILE}: ${(file.length / 1000).toFixed(1)} kB`)
console.log(`test loss ${figures.loss.toFixed(6)} in 8-bit weights, ${metrics.testLoss?.toFixed(6)} before (${lost.toFixed(3)} % more)`)
console.log(`test MSE ${figures.mse.toFixed(6)}, PCA's ${baseline.pcaMse.toFixed(6)}`)

async function train(): Promise<{ run: Run; metrics: Metrics }> {
  const dataset = new Dataset(nodePlatform, datasetRequest(spec))
  await dataset.load()
  const trained = new Run(spec, { platform: nodePlatform, dataset })
  const loop = new TrainingLoop(trained, { platform: nodePlatform })
  // A pause measures all test pictures and changes no number: the chart's curve then has a beginning.
  for (const steps of EARLY_STEPS) await loop.train({ steps })
  await loop.train()
  const last = loop.metrics(RUN_ID)
  if (last.status !== 'done') throw new Error(`training ended ${last.status}`)
  return { run: trained, metrics: last }
}

/** [MAP_POINTS, latent]: of the stored network, so that points and decoder belong together. */
function codesOf(stored: NetworkWeights, pictures: Pictures): Float32Array {
  const codes = Array.from({ length: MAP_POINTS }, (_, index) => encodeWith(stored, gatherPictures(pictures, [index])))
  return Float32Array.from(codes.flatMap((code) => [...code]))
}
