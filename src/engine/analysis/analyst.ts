// Answers what the page asks about the data and about what a run is compared with, off the training path.
// Fits once for each data, measures once for each question. Knows nothing of workers: it is handed a Platform.

import { datasetFacts } from '../../spec/datasets.ts'
import { planNetwork } from '../../spec/network.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import { Dataset, type DatasetRequest, datasetRequest } from '../data/dataset.ts'
import { CHUNK_PICTURES } from '../data/manifest.ts'
import type { Pictures } from '../data/pictures.ts'
import { DataError } from '../data/problem.ts'
import { corruptTestPicture } from '../objectives/corruption.ts'
import type { Platform } from '../platform.ts'
import { type Baseline, measureBaseline } from './baseline.ts'
import { type DataOverview, overviewOf } from './overview.ts'
import { fitPca, type Pca } from './pca.ts'

/** A newer question came before this one was answered: only the newest is worth seconds of computing. */
export class SupersededError extends Error {
  override readonly name = 'SupersededError'
}

/** Baselines kept: stepping back and forth through code sizes costs nothing. */
const ANSWERS_MAX = 64

interface Fitted {
  readonly key: string
  readonly pca: Pca
  readonly test: Pictures
}

export class DataAnalyst {
  readonly #platform: Platform
  readonly #overviews = new Map<string, Promise<DataOverview>>()
  readonly #answers = new Map<string, Baseline>()
  /** Data being read, by request; after a problem it stays, to be read on from there. */
  readonly #reading = new Map<string, Dataset>()
  /** The last fit: the training pictures themselves are let go. */
  #fitted: Fitted | null = null
  #newest = 0

  constructor(platform: Platform) {
    this.#platform = platform
  }

  /** The test samples that stand for the spec's dataset, however many the run is tested on. Rejects with DataError; asked again, it tries again. */
  overview(spec: RunSpec): Promise<DataOverview> {
    const { name, shufflePixels } = spec.data
    const key = JSON.stringify([name, shufflePixels])
    const known = this.#overviews.get(key)
    if (known) return known
    const overview = this.#readOverview(spec)
    this.#overviews.set(key, overview)
    overview.catch(() => this.#overviews.delete(key))
    return overview
  }

  /**
   * What a run of this spec is compared with. Rejects with SupersededError where another question came before the computing
   * began, and with DataError where a file could not be read; asked again, it reads that file anew.
   */
  async baseline(spec: RunSpec): Promise<Baseline> {
    const question = ++this.#newest
    const key = questionKey(spec)
    const known = this.#answers.get(key)
    if (known) return known
    const { pictures } = await this.overview(spec)
    const { pca, test } = await this.#fit(spec, question)
    const answer = measureSpec(spec, { pca, test, shown: pictures })
    if (this.#answers.size >= ANSWERS_MAX) this.#answers.delete(this.#answers.keys().next().value as string)
    this.#answers.set(key, answer)
    return answer
  }

  async #fit(spec: RunSpec, question: number): Promise<Fitted> {
    const request = datasetRequest(spec)
    const key = JSON.stringify(request)
    this.#forgetReadingsBut(key)
    const dataset = this.#fitted?.key === key ? null : await this.#read(request)
    await this.#letNewerPass(question)
    if (dataset) this.#fitted = { key, pca: fitTo(dataset), test: dataset.test }
    await this.#letNewerPass(question)
    return this.#fitted as Fitted
  }

  /** All of it. After a problem the file is read again, past every cache. */
  async #read(request: DatasetRequest): Promise<Dataset> {
    const key = JSON.stringify(request)
    const dataset = this.#reading.get(key) ?? new Dataset(this.#platform, request)
    this.#reading.set(key, dataset)
    await dataset.retry()
    if (dataset.problem) throw new DataError(dataset.problem)
    if (this.#reading.get(key) === dataset) this.#reading.delete(key)
    return dataset
  }

  /** Other data, given up after a problem or on its way, is not held on to. */
  #forgetReadingsBut(key: string): void {
    for (const other of this.#reading.keys()) if (other !== key) this.#reading.delete(other)
  }

  /** Lets waiting messages in; one of them may be a newer question. */
  async #letNewerPass(question: number): Promise<void> {
    await this.#platform.wait(0)
    if (question !== this.#newest) throw new SupersededError('a newer question came before this one was answered')
  }

  /** Reads no more than the first chunk of each split: the ten stand in it. */
  async #readOverview(spec: RunSpec): Promise<DataOverview> {
    const facts = datasetFacts(spec.data.name)
    const { train, test } = facts
    const counts = { train: Math.min(train, CHUNK_PICTURES), test: Math.min(test, CHUNK_PICTURES) }
    const dataset = await this.#read({ ...datasetRequest(spec), ...counts })
    return overviewOf(dataset.test, facts)
  }
}

/** The baseline of a run whose data is at hand, at once: what the terminal reports. Of the pictures read, with no reconstructions. */
export function measureRunBaseline(spec: RunSpec, dataset: Dataset): Baseline {
  return measureSpec(spec, { pca: fitTo(dataset), test: dataset.test, shown: new Float32Array(0) })
}

function fitTo({ train }: Dataset): Pca {
  return fitPca(train.pixels, train.read, train.size)
}

/** On the inputs of the test loss: corrupted as every run of this spec has them. */
function measureSpec(spec: RunSpec, given: { pca: Pca; test: Pictures; shown: Float32Array }): Baseline {
  const { corruption, loss } = spec
  const { range } = datasetFacts(spec.data.name)
  const corrupt = (picture: Float32Array, index: number) => corruption && corruptTestPicture(picture, corruption, { index, range })
  return measureBaseline({ ...given, codeSize: codeSizeOf(spec), loss, ...(corruption && { corrupt }) })
}

/** What a baseline depends on; the network's other layers and the training do not matter. */
function questionKey(spec: RunSpec): string {
  return JSON.stringify([datasetRequest(spec), codeSizeOf(spec), spec.loss, spec.corruption])
}

/** PCA has no more components than there are inputs; with all of them it copies. */
function codeSizeOf(spec: RunSpec): number {
  const { latent, inputs } = planNetwork(spec)
  return Math.min(latent, inputs)
}
