// Batches on webgl: the pictures' bytes (a point's floats as the bytes they are) stay on the GPU, uploaded once as they are read; an epoch's order follows once an epoch; a batch is then
// one draw call, with its place in the order as a uniform. Nothing else goes to the GPU, and nothing comes back.

import * as tf from '@tensorflow/tfjs-core'
import { countText } from '../../../spec/countText.ts'
import type { BatchSource } from '../../data/batches.ts'
import type { Pictures } from '../../data/pictures.ts'
import { ByteTextures, layOut, type TextureLayout } from './byteTextures.ts'
import { gatherProgram } from './gatherProgram.ts'
import type { WebglBackend } from './webglBackend.ts'

/** Texels a side: what nearly every GPU has, and large enough for all 60,000 digits in one texture. */
const SIDE_MAX = 4_096
const POSITION_BYTES = 4

export class TextureBatches implements BatchSource {
  readonly #backend: WebglBackend
  readonly #pictures: Pictures
  readonly #bytes: ByteTextures
  /** Pictures on the GPU: the first so many. */
  #uploaded = 0
  #order: { readonly positions: Uint32Array; readonly textures: ByteTextures } | null = null

  private constructor(backend: WebglBackend, pictures: Pictures, bytes: ByteTextures) {
    this.#backend = backend
    this.#pictures = pictures
    this.#bytes = bytes
  }

  /** Null where the GPU has no room or no such textures. `side`: of a texture, in texels, at most. */
  static open(backend: WebglBackend, pictures: Pictures, side = SIDE_MAX): TextureBatches | null {
    const rowBytes = pictures.size * pictures.pixels.BYTES_PER_ELEMENT
    const layout = layOut(pictures.wanted, rowBytes, Math.min(side, tf.env().getNumber('WEBGL_MAX_TEXTURE_SIZE')))
    // One for the order.
    if (!layout || layout.pieces.length + 1 > tf.env().getNumber('WEBGL_MAX_TEXTURES_IN_SHADER')) return null
    const bytes = ByteTextures.allocate(backend.gpgpu.gl, layout, rowBytes)
    return bytes && new TextureBatches(backend, pictures, bytes)
  }

  /** Bytes on the GPU. */
  get bytes(): number {
    return this.#bytes.bytes + (this.#order?.textures.bytes ?? 0)
  }

  get layout(): TextureLayout {
    return this.#bytes.layout
  }

  gather(order: Uint32Array, from: number, to: number): tf.Tensor2D {
    this.#uploadPictures()
    const places = this.#texturesOf(order)
    const { pixels, size } = this.#pictures
    const values = pixels instanceof Uint8Array ? 'bytes' : 'floats'
    const program = gatherProgram([to - from, size], { order: places.layout, pictures: this.#bytes.layout, values })
    const inputs = [places, this.#bytes].flatMap((textures) => this.#asTensors(textures))
    const batch = this.#backend.runWebGLProgram(program, inputs, 'float32', [[from]])
    for (const input of inputs) this.#dropTensor(input)
    return tf.engine().makeTensorFromTensorInfo(batch) as tf.Tensor2D
  }

  dispose(): void {
    this.#bytes.dispose()
    this.#order?.textures.dispose()
    this.#order = null
  }

  #uploadPictures(): void {
    const { pixels, read } = this.#pictures
    if (this.#uploaded < read) this.#bytes.write(bytesOf(pixels), this.#uploaded, read)
    this.#uploaded = read
  }

  /** An epoch's order is known by its array. Throws RangeError where the GPU has no room for it. */
  #texturesOf(positions: Uint32Array): ByteTextures {
    if (this.#order?.positions === positions) return this.#order.textures
    const textures = this.#orderTextures(positions.length)
    textures.write(bytesOf(positions), 0, positions.length)
    this.#order = { positions, textures }
    return textures
  }

  /** The former order's where they are of this size. */
  #orderTextures(count: number): ByteTextures {
    if (this.#order?.positions.length === count) return this.#order.textures
    this.#order?.textures.dispose()
    this.#order = null
    const layout = layOut(count, POSITION_BYTES, SIDE_MAX)
    const textures = layout?.pieces.length === 1 ? ByteTextures.allocate(this.#backend.gpgpu.gl, layout, POSITION_BYTES) : null
    if (!textures) throw new RangeError(`no room on the GPU for the order of ${countText(count)} pictures`)
    return textures
  }

  /** The textures as tfjs's inputs, to be dropped after use. */
  #asTensors({ textures, layout }: ByteTextures): tf.TensorInfo[] {
    return textures.map((texture, i) => {
      const { width, height } = layout.pieces[i] as { width: number; height: number }
      const tensor = this.#backend.makeTensorInfo([height, width], 'float32')
      const data = this.#backend.texData.get(tensor.dataId)
      data.texShape = [height, width]
      data.texture = { texture, texShape: data.texShape }
      return tensor
    })
  }

  /** Drops the tensor, not the texture, which tfjs would else take for one of its own. */
  #dropTensor(tensor: tf.TensorInfo): void {
    this.#backend.texData.get(tensor.dataId).texture = null
    this.#backend.disposeIntermediateTensorInfo(tensor)
  }
}

/** The bytes that numbers are made of, not copied. Little-endian, as every browser's machine is. */
function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array | Uint32Array | Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
