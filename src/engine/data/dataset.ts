// The pictures (or points) of one spec, read chunk by chunk while training already runs on the first. A problem with a file stops the reading
// and is kept as a value: whoever owns the run shows it and calls retry() or truncate().

import { type DatasetName, datasetFacts, inputSize } from '../../spec/datasets.ts'
import { testCount, trainingCount } from '../../spec/runLength.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import type { Platform } from '../platform.ts'
import type { PictureSource } from './pictureSource.ts'
import { Pictures } from './pictures.ts'
import { pixelOrder, shufflePixels } from './pixelOrder.ts'
import { DataError, type DataProblem } from './problem.ts'
import { openSource } from './registry.ts'

export type Split = 'train' | 'test'

/** Between the tries of a file: three within some seconds. */
const RETRY_DELAYS_MS = [500, 3_000]

export interface DatasetRequest {
  readonly name: DatasetName
  /** The first so many pictures of each split. */
  readonly train: number
  readonly test: number
  /** Each picture's pixels in the one fixed, shuffled order. */
  readonly shufflePixels?: true
}

/** What a checked spec asks for. */
export function datasetRequest(spec: RunSpec): DatasetRequest {
  const { name, shufflePixels } = spec.data
  return { name, train: trainingCount(spec), test: testCount(spec), ...(shufflePixels && { shufflePixels }) }
}

export class Dataset {
  readonly train: Pictures
  readonly test: Pictures
  readonly #platform: Platform
  readonly #source: PictureSource
  /** Null where the pixels keep their places. */
  readonly #pixelOrder: Uint32Array | null
  readonly #listeners = new Set<() => void>()
  #problem: DataProblem | null = null
  /** Readings one after another, so that no two run at once. */
  #loading = Promise.resolve()
  #isFresh = false
  #readsFirstOnly = false
  #isCancelled = false

  /** Takes the memory at once and reads nothing yet: shapes and counts are known without waiting. */
  constructor(platform: Platform, request: DatasetRequest) {
    const facts = datasetFacts(request.name)
    const size = inputSize(facts)
    const values = facts.kind === 'points' ? 'floats' : 'bytes'
    this.train = new Pictures(request.train, size, values)
    this.test = new Pictures(request.test, size, values)
    this.#platform = platform
    this.#source = openSource(platform, request.name)
    this.#pixelOrder = request.shufflePixels ? pixelOrder(size) : null
  }

  /** Why reading stands still, or null. */
  get problem(): DataProblem | null {
    return this.#problem
  }

  /** Reads on until everything is there, a problem stops it or cancel() is called. Never rejects for a problem with a file. */
  load(): Promise<void> {
    this.#readsFirstOnly = false
    this.#loading = this.#loading.then(() => this.#readAll())
    return this.#loading
  }

  /** Reads the first training pictures alone, so that training can begin at once; the rest when readOn() is called or somebody waits for it. */
  loadFirst(): Promise<void> {
    this.#readsFirstOnly = true
    this.#loading = this.#loading.then(() => this.#readAll())
    return this.#loading
  }

  /** After loadFirst(): now the rest too. Nothing otherwise. */
  readOn(): void {
    if (this.#readsFirstOnly) void this.load()
  }

  /** After a problem: reads the same file again, past every cache, and goes on. Without one: load(). */
  retry(): Promise<void> {
    if (this.#problem) {
      this.#source.forget()
      this.#isFresh = true
      this.#clearProblem()
    }
    return this.load()
  }

  /** After a problem: goes on with what is there of that split. False, with nothing changed, where nothing of it is there (or all is well). */
  truncate(): boolean {
    if (!this.#problem) return false
    const { split, built } = this.#problem
    const there = built ?? this[split].read
    if (there === 0) return false
    this[split].truncate(there)
    this.#clearProblem()
    void this.load()
    return true
  }

  /** Resolves when so many pictures, or all there will be, are read; also on cancel(), so look at `read` afterwards. Waits through problems. */
  whenRead(split: Split, count: number): Promise<void> {
    const pictures = this[split]
    if (pictures.read < Math.min(count, pictures.wanted)) this.readOn()
    return new Promise((resolve) => {
      const check = () => {
        if (!this.#isCancelled && pictures.read < Math.min(count, pictures.wanted)) return
        stop()
        resolve()
      }
      const stop = this.onChange(check)
      check()
    })
  }

  /** Calls the listener after each chunk, each problem and each end of one. Returns what stops that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Reads no further, for good. A file on its way is dropped when it arrives. */
  cancel(): void {
    this.#isCancelled = true
    this.#announce()
  }

  async #readAll(): Promise<void> {
    for (let split = this.#nextSplit(); split; split = this.#nextSplit()) {
      try {
        await this.#readNext(split)
      } catch (error) {
        if (!(error instanceof DataError)) throw error
        if (this.#isCancelled) return
        this.#problem = error.problem
        this.#announce()
      }
    }
    if (!this.#problem) this.#isFresh = false
  }

  /**
   * The first chunk of each split, so that training and measuring can begin; then the rest of train, then of test.
   * A test file that can't be read holds up no training: the rest of train is read all the same.
   */
  #nextSplit(): Split | null {
    if (this.#isCancelled) return null
    if (this.#problem) return this.#problem.split === 'test' && !this.train.isComplete ? 'train' : null
    if (this.train.read === 0) return 'train'
    if (this.#readsFirstOnly) return null
    if (this.test.read === 0) return 'test'
    if (!this.train.isComplete) return 'train'
    return this.test.isComplete ? null : 'test'
  }

  /** A fault may pass: the file is tried again before it counts as one, the manifest with it, and past every cache. */
  async #readNext(split: Split): Promise<void> {
    for (let attempt = 0; !this.#isCancelled; attempt++) {
      try {
        return await this.#readOnce(split, this.#isFresh || attempt > 0)
      } catch (error) {
        const delayMs = RETRY_DELAYS_MS[attempt]
        if (!(error instanceof DataError) || error.problem.reason === 'not-built' || delayMs === undefined) throw error
        await this.#platform.wait(delayMs)
        this.#source.forget()
      }
    }
  }

  async #readOnce(split: Split, fresh: boolean): Promise<void> {
    const pictures = this[split]
    const { values, count } = await this.#source.readChunk({ split, read: pictures.read, wanted: pictures.wanted, fresh })
    if (this.#isCancelled) return
    const first = pictures.read
    pictures.append(values, count)
    if (this.#pixelOrder) shufflePixels(pictures.pixels.subarray(first * pictures.size, pictures.read * pictures.size), this.#pixelOrder)
    this.#announce()
  }

  #clearProblem(): void {
    this.#problem = null
    this.#announce()
  }

  #announce(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
