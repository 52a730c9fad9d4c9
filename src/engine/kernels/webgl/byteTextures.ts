// Bytes in textures of four to a texel, rows of equal length side by side and one above the other, in as many pieces as the GPU's limits ask for.
// Knows no pictures and no tensors.

import type { Gl } from './webglBackend.ts'

export const TEXEL_BYTES = 4

/** How rows of bytes lie in textures. */
export interface TextureLayout {
  /** Texels of one row of bytes; what is left of the last one is 0. */
  readonly rowTexels: number
  /** Rows of bytes beside each other in a texture's row. */
  readonly perTextureRow: number
  /** Rows of bytes in a piece; the last piece may hold fewer. */
  readonly perPiece: number
  readonly pieces: readonly { readonly width: number; readonly height: number }[]
}

/** `rows` rows of `rowBytes` bytes in textures of at most `side` texels a side; null where not even one row fits. */
export function layOut(rows: number, rowBytes: number, side: number): TextureLayout | null {
  const rowTexels = Math.ceil(rowBytes / TEXEL_BYTES)
  const perTextureRow = Math.min(rows, Math.floor(side / rowTexels))
  if (perTextureRow === 0) return null
  const textureRows = Math.ceil(rows / perTextureRow)
  const pieces = Array.from({ length: Math.ceil(textureRows / side) }, (_, i) => ({
    width: perTextureRow * rowTexels,
    height: Math.min(side, textureRows - i * side),
  }))
  return { rowTexels, perTextureRow, perPiece: side * perTextureRow, pieces }
}

export class ByteTextures {
  readonly layout: TextureLayout
  readonly textures: readonly object[]
  readonly #gl: Gl
  readonly #rowBytes: number

  private constructor(gl: Gl, { layout, rowBytes, textures }: { layout: TextureLayout; rowBytes: number; textures: readonly object[] }) {
    this.#gl = gl
    this.#rowBytes = rowBytes
    this.layout = layout
    this.textures = textures
  }

  /** Takes the GPU's memory, zeroed; null where it can't be had. */
  static allocate(gl: Gl, layout: TextureLayout, rowBytes: number): ByteTextures | null {
    const textures: object[] = []
    for (const { width, height } of layout.pieces) {
      const texture = allocateTexture(gl, width, height)
      if (texture) textures.push(texture)
    }
    const made = new ByteTextures(gl, { layout, rowBytes, textures })
    if (gl.getError() === gl.NO_ERROR && textures.length === layout.pieces.length) return made
    made.dispose()
    return null
  }

  /** Bytes on the GPU. */
  get bytes(): number {
    return this.layout.pieces.reduce((sum, { width, height }) => sum + width * height * TEXEL_BYTES, 0)
  }

  /** Uploads rows `from` up to, not including, `to` of `source`, which holds all rows. */
  write(source: Uint8Array, from: number, to: number): void {
    const { perTextureRow } = this.layout
    for (let first = from - (from % perTextureRow); first < to; ) {
      // Whole texture rows in one go, up to the piece's end; the rows of a last, shorter one by themselves.
      const whole = Math.floor((Math.min(to, this.#pieceEnd(first)) - first) / perTextureRow)
      const count = whole > 0 ? whole * perTextureRow : to - first
      this.#writeBlock(source, first, count)
      first += count
    }
  }

  dispose(): void {
    for (const texture of this.textures) this.#gl.deleteTexture(texture)
  }

  #pieceEnd(row: number): number {
    const { perPiece } = this.layout
    return row - (row % perPiece) + perPiece
  }

  /** `count` rows from `first`, which begins a texture row: whole texture rows, or part of one. */
  #writeBlock(source: Uint8Array, first: number, count: number): void {
    const gl = this.#gl
    const { rowTexels, perTextureRow, perPiece } = this.layout
    const width = Math.min(count, perTextureRow) * rowTexels
    const y = Math.floor((first % perPiece) / perTextureRow)
    gl.bindTexture(gl.TEXTURE_2D, this.textures[Math.floor(first / perPiece)] as object)
    const height = Math.ceil(count / perTextureRow)
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, y, width, height, gl.RGBA, gl.UNSIGNED_BYTE, this.#texels(source, first, count))
    gl.bindTexture(gl.TEXTURE_2D, null)
  }

  /** The rows as texels: the very bytes where they fill their texels, else a padded copy. */
  #texels(source: Uint8Array, first: number, count: number): Uint8Array {
    const bytes = this.#rowBytes
    const padded = this.layout.rowTexels * TEXEL_BYTES
    if (padded === bytes) return source.subarray(first * bytes, (first + count) * bytes)
    const copy = new Uint8Array(count * padded)
    for (let row = 0; row < count; row++) copy.set(source.subarray((first + row) * bytes, (first + row + 1) * bytes), row * padded)
    return copy
  }
}

function allocateTexture(gl: Gl, width: number, height: number): object | null {
  const texture = gl.createTexture()
  if (!texture) return null
  gl.bindTexture(gl.TEXTURE_2D, texture)
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST)
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST)
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height)
  gl.bindTexture(gl.TEXTURE_2D, null)
  return texture
}
