// Pictures from a dataset's folder: its manifest first, then a file a chunk. Knows nothing of which chunk is wanted when.

import { countText } from '../../spec/countText.ts'
import { type DatasetName, datasetFacts } from '../../spec/datasets.ts'
import type { Platform } from '../platform.ts'
import { fault, MANIFEST_FILE, type Place, readChunk, readManifest } from './chunks.ts'
import { CHUNK_PICTURES, type Manifest } from './manifest.ts'
import type { ChunkRequest, PictureChunk, PictureSource } from './pictureSource.ts'
import { DataError } from './problem.ts'

export class PictureFiles implements PictureSource {
  readonly #platform: Platform
  readonly #name: DatasetName
  /** Ends in a slash. */
  readonly #folder: string
  #manifest: Manifest | null = null

  constructor(platform: Platform, name: DatasetName, folder: string) {
    this.#platform = platform
    this.#name = name
    this.#folder = folder
  }

  async readChunk(request: ChunkRequest): Promise<PictureChunk> {
    const place: Place = { ...request, folder: this.#folder }
    this.#manifest ??= await this.#readManifest(place)
    const { count, chunks } = this.#manifest.splits[place.split]
    if (place.wanted > count) throw this.#tooFew(place, count)
    const chunk = chunks[place.read / CHUNK_PICTURES]
    if (!chunk) throw fault(MANIFEST_FILE, place, 'truncated', `it lists no further ${place.split} chunk`)
    return { values: await readChunk(this.#platform, chunk, place), count: chunk.count }
  }

  forget(): void {
    this.#manifest = null
  }

  async #readManifest(place: Place): Promise<Manifest> {
    const manifest = await readManifest(this.#platform, place)
    const { shape } = datasetFacts(this.#name)
    if (manifest.name === this.#name && manifest.shape.join() === shape.join()) return manifest
    const detail = `it lists ${manifest.name} ${manifest.shape.join(' x ')} instead of ${this.#name} ${shape.join(' x ')}`
    throw fault(MANIFEST_FILE, place, 'altered', detail)
  }

  /** A spec may ask for as many as there can be; here are only so many. */
  #tooFew({ split, read, wanted }: Place, built: number): DataError {
    const facts = datasetFacts(this.#name)
    const most = countText(facts[`${split}Most`])
    const command = facts.kind === 'pictures' && facts.buildCommand ? `; "${facts.buildCommand}" builds all ${most}` : ''
    const detail = `data.${split}: found ${wanted}; allowed: 1 to ${countText(built)}, as many as are built here${command}`
    return new DataError({ file: MANIFEST_FILE, split, reason: 'not-built', detail, read, wanted, built })
  }
}
