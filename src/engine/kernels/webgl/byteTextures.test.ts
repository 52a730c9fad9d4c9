import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteTextures, layOut, TEXEL_BYTES, type TextureLayout } from './byteTextures.ts'
import type { Gl } from './webglBackend.ts'

interface FakeTexture {
  readonly width: number
  readonly bytes: Uint8Array
}

/** A context that keeps its textures as arrays, and refuses what a real one would. */
class FakeGl {
  readonly TEXTURE_2D = 1
  readonly NO_ERROR = 0
  readonly live = new Set<FakeTexture>()
  error = 0
  #bound: { texture?: FakeTexture } | null = null

  createTexture = () => ({})
  texParameteri = () => {}
  getError = () => this.error
  bindTexture = (_target: number, texture: object | null) => {
    this.#bound = texture
  }
  texStorage2D = (_target: number, _levels: number, _format: number, width: number, height: number) => {
    const texture = { width, bytes: new Uint8Array(width * height * TEXEL_BYTES) }
    if (this.#bound) this.#bound.texture = texture
    this.live.add(texture)
  }
  texSubImage2D = (_t: number, _l: number, x: number, y: number, width: number, height: number, _f: number, _k: number, bytes: Uint8Array) => {
    const { texture } = this.#bound as { texture: FakeTexture }
    const [row, whole] = [width * TEXEL_BYTES, texture.width * TEXEL_BYTES]
    if (bytes.length !== row * height || x + width > texture.width) throw new Error(`${bytes.length} bytes for ${width} x ${height}`)
    if ((y + height) * whole > texture.bytes.length) throw new Error('beyond the texture')
    for (let i = 0; i < height; i++) texture.bytes.set(bytes.subarray(i * row, (i + 1) * row), (y + i) * whole + x * TEXEL_BYTES)
  }
  deleteTexture = (texture: { texture?: FakeTexture }) => {
    if (texture.texture) this.live.delete(texture.texture)
  }
}

/** A row's bytes as the gather program finds them. */
function readRow({ layout, textures }: ByteTextures, row: number, rowBytes: number): Uint8Array {
  const { rowTexels, perTextureRow, perPiece } = layout
  const { width, bytes } = (textures[Math.floor(row / perPiece)] as { texture: FakeTexture }).texture
  const at = row % perPiece
  const texel = Math.floor(at / perTextureRow) * width + (at % perTextureRow) * rowTexels
  return bytes.subarray(texel * TEXEL_BYTES, texel * TEXEL_BYTES + rowBytes)
}

const sizes = fc.record({ rows: fc.integer({ min: 1, max: 60 }), rowBytes: fc.integer({ min: 1, max: 40 }), side: fc.integer({ min: 1, max: 24 }) })

describe('byte textures', () => {
  it('[E40] every row lies whole in one piece, and no piece is larger than the limit', () => {
    fc.assert(
      fc.property(sizes, ({ rows, rowBytes, side }) => {
        const layout = layOut(rows, rowBytes, side)
        if (!layout) {
          expect(Math.ceil(rowBytes / TEXEL_BYTES)).toBeGreaterThan(side)
          return
        }
        for (const { width, height } of layout.pieces) expect(Math.max(width, height)).toBeLessThanOrEqual(side)
        expect(layout.perTextureRow * layout.rowTexels).toBe(layout.pieces[0]?.width)
        const room = layout.pieces.reduce((sum, { height }) => sum + height * layout.perTextureRow, 0)
        expect(room).toBeGreaterThanOrEqual(rows)
        expect(room - rows).toBeLessThan(layout.perTextureRow)
      }),
    )
  })

  it('[E40] rows that arrive bit by bit stand where the program looks for them', () => {
    fc.assert(
      fc.property(sizes, fc.array(fc.integer({ min: 1, max: 30 })), fc.integer(), ({ rows, rowBytes, side }, arrivals, seed) => {
        const layout = layOut(rows, rowBytes, side)
        fc.pre(layout !== null)
        const textures = ByteTextures.allocate(new FakeGl() as unknown as Gl, layout as TextureLayout, rowBytes) as ByteTextures
        const source = Uint8Array.from({ length: rows * rowBytes }, (_, i) => (i * 37 + seed) % 256)
        let written = 0
        for (const count of [...arrivals, rows]) {
          const to = Math.min(rows, written + count)
          if (to > written) textures.write(source, written, to)
          written = to
        }
        for (let row = 0; row < rows; row++) {
          expect(readRow(textures, row, rowBytes)).toEqual(source.subarray(row * rowBytes, (row + 1) * rowBytes))
        }
      }),
    )
  })

  it('[E40] 60,000 digits take 47 MB in one texture, or three pieces where textures are small', () => {
    const bytes = 60_000 * 784
    const whole = layOut(60_000, 784, 4_096) as TextureLayout
    expect(whole.pieces).toEqual([{ width: 3_920, height: 3_000 }])
    expect(bytesOf(whole)).toBe(bytes)
    const pieces = layOut(60_000, 784, 2_048) as TextureLayout
    expect(pieces.pieces.map(({ height }) => height)).toEqual([2_048, 2_048, 1_904])
    expect(bytesOf(pieces)).toBe(bytes)
  })

  it('[E40] where the GPU has no room nothing is kept', () => {
    const gl = new FakeGl()
    gl.error = 0x0505
    expect(ByteTextures.allocate(gl as unknown as Gl, layOut(60, 40, 24) as TextureLayout, 40)).toBeNull()
    expect(gl.live.size).toBe(0)
  })

  it('[E40] dispose frees every piece', () => {
    const gl = new FakeGl()
    const textures = ByteTextures.allocate(gl as unknown as Gl, layOut(60, 40, 12) as TextureLayout, 40) as ByteTextures
    expect(gl.live.size).toBe(5)
    textures.dispose()
    expect(gl.live.size).toBe(0)
  })
})

/** Bytes on the GPU. */
function bytesOf(layout: TextureLayout): number {
  return (ByteTextures.allocate(new FakeGl() as unknown as Gl, layout, layout.rowTexels * TEXEL_BYTES) as ByteTextures).bytes
}
