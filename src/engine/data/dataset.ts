// The pictures of one spec, read chunk by chunk while training already runs on the first. A problem with a file stops the reading
// and is kept as a value: whoever owns the run shows it and calls retry() or truncate().

import { type DatasetName, datasetFacts, inputSize } from '../../spec/datasets.ts'
import { testCount, trainingCount } from '../../spec/network.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import type { Platform } from '../platform.ts'
import { fault, MANIFEST_FILE, type Place, readChunk, readManifest } from './chunks.ts'
import { CHUNK_PICTURES, type Manifest } from './manifest.ts'
import { Pictures } from './pictures.ts'
import { DataError, type DataProblem } from './problem.ts'
import { dataSource } from './registry.ts'

export type Split = 'train' | 'test'

/** Between the tries of a file: three within some seconds. */
const RETRY_DELAYS_MS = [500, 3_000]

export interface DatasetRequest {
  readonly name: DatasetName
  /** The first so many pictures of each split. */
  readonly train: number
  readonly test: number
}

/** What a checked spec asks for. */
export function datasetRequest(spec: RunSpec): DatasetRequest {
  return { name: spec.data.name, train: trainingCount(spec), test: testCount(spec) }
}

export class Dataset {
  readonly train: Pictures
  readonly test: Pictures
  readonly #platform: Platform
  readonly #name: DatasetName
  readonly #listeners = new Set<() => void>()
  #manifest: Manifest | null = null
  #problem: DataProblem | null = null
  /** Readings one after another, so that no two run at once. */
  #loading = Promise.resolve()
  #isFresh = false
  #readsFirstOnly = false
  #isCancelled = false

  /** Takes the memory at once and reads nothing yet: shapes and counts are known without waiting. */
  constructor(platform: Platform, request: DatasetRequest) {
    const size = inputSize(datasetFacts(request.name))
    this.train = new Pictures(request.train, size)
    this.test = new Pictures(request.test, size)
    this.#platform = platform
    this.#name = request.name
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
      this.#manifest = null
      this.#isFresh = true
      this.#clearProblem()
    }
    return this.load()
  }

  /** After a problem: goes on without the rest of that split. False, with nothing changed, where nothing of it was read (or all is well). */
  truncate(): boolean {
    const split = this.#problem?.split
    if (!split || this[split].read === 0) return false
    this[split].truncate()
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
        if (!(error instanceof DataError) || delayMs === undefined) throw error
        await this.#platform.wait(delayMs)
        this.#manifest = null
      }
    }
  }

  async #readOnce(split: Split, fresh: boolean): Promise<void> {
    const pictures = this[split]
    const { folder } = dataSource(this.#name)
    const place: Place = { folder, split, read: pictures.read, wanted: pictures.wanted, fresh }
    this.#manifest ??= await this.#readManifest(place)
    const chunk = this.#manifest.splits[split].chunks[pictures.read / CHUNK_PICTURES]
    if (!chunk) throw fault(MANIFEST_FILE, place, 'truncated', `it lists no further ${split} chunk`)
    const bytes = await readChunk(this.#platform, chunk, place)
    if (this.#isCancelled) return
    pictures.append(bytes, chunk.count)
    this.#announce()
  }

  async #readManifest(place: Place): Promise<Manifest> {
    const manifest = await readManifest(this.#platform, place)
    const { shape } = datasetFacts(this.#name)
    if (manifest.name === this.#name && manifest.shape.join() === shape.join()) return manifest
    const detail = `it lists ${manifest.name} ${manifest.shape.join(' x ')} instead of ${this.#name} ${shape.join(' x ')}`
    throw fault(MANIFEST_FILE, place, 'altered', detail)
  }

  #clearProblem(): void {
    this.#problem = null
    this.#announce()
  }

  #announce(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
