// Where pictures come from, chunk after chunk: from files (pictureFiles.ts) or made on the spot (points/pointCloud.ts). Types only.

import type { PixelValues } from './pictures.ts'

export interface ChunkRequest {
  readonly split: 'train' | 'test'
  /** Pictures of the split read before this chunk, of how many. */
  readonly read: number
  readonly wanted: number
  /** Past every cache: what lies there now. */
  readonly fresh: boolean
}

export interface PictureChunk {
  /** All pictures' pixels, picture after picture, then all labels. */
  readonly values: PixelValues
  readonly count: number
}

export interface PictureSource {
  /** The next chunk of a split; it may hold more pictures than are wanted. Rejects with DataError. */
  readChunk(request: ChunkRequest): Promise<PictureChunk>
  /** What has been learnt about the files may no longer hold. */
  forget(): void
}
