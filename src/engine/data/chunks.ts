// Reads one file of a dataset and makes sure that it is what the manifest says. Knows nothing of which comes next.

import { countText } from '../../spec/countText.ts'
import type { Platform } from '../platform.ts'
import { type Manifest, type ManifestChunk, parseManifest } from './manifest.ts'
import type { ChunkRequest } from './pictureSource.ts'
import { DataError, type DataProblem } from './problem.ts'

export const MANIFEST_FILE = 'manifest.json'

/** Where a file stands: what a problem with it is reported as. */
export interface Place extends ChunkRequest {
  /** The dataset's folder, ending in a slash. */
  readonly folder: string
}

/** Reads and checks the manifest. Throws DataError. */
export async function readManifest(platform: Platform, place: Place): Promise<Manifest> {
  const bytes = await readFile(platform, MANIFEST_FILE, place)
  try {
    return parseManifest(bytes)
  } catch (error) {
    throw fault(MANIFEST_FILE, place, 'altered', messageOf(error))
  }
}

/** The inflated, checked bytes of a chunk: all pixels, then all labels. Throws DataError. */
export async function readChunk(platform: Platform, chunk: ManifestChunk, place: Place): Promise<Uint8Array> {
  const bytes = await inflated(platform, chunk, place)
  if (bytes.length < chunk.inflatedBytes) throw fault(chunk.file, place, 'truncated', `${outOf(bytes.length, chunk.inflatedBytes)} inflated`)
  if (bytes.length > chunk.inflatedBytes) throw fault(chunk.file, place, 'altered', `${outOf(bytes.length, chunk.inflatedBytes)} inflated`)
  const digest = await platform.sha256(bytes)
  if (digest !== chunk.sha256) throw fault(chunk.file, place, 'altered', 'its checksum differs')
  return bytes
}

/** A server that sends .gz with Content-Encoding: gzip has had it inflated on the way; the length tells. */
async function inflated(platform: Platform, chunk: ManifestChunk, place: Place): Promise<Uint8Array> {
  const bytes = await readFile(platform, chunk.file, place)
  if (bytes.length < chunk.bytes) throw fault(chunk.file, place, 'truncated', outOf(bytes.length, chunk.bytes))
  if (bytes.length === chunk.inflatedBytes || (bytes.length > chunk.bytes && !isGzip(bytes))) return bytes
  try {
    return await platform.inflate(bytes)
  } catch {
    throw fault(chunk.file, place, 'altered', 'its gzip data is damaged')
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

async function readFile(platform: Platform, file: string, place: Place): Promise<Uint8Array> {
  try {
    return await platform.readAsset(place.folder + file, { fresh: place.fresh })
  } catch (error) {
    throw fault(file, place, 'missing', messageOf(error))
  }
}

/** The error for a file at its place. */
export function fault(file: string, { split, read, wanted }: Place, reason: DataProblem['reason'], detail: string): DataError {
  return new DataError({ file, split, reason, detail, read, wanted })
}

function outOf(found: number, expected: number): string {
  return `${countText(found)} of ${countText(expected)} bytes`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
