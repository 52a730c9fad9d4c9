// What of tfjs's webgl backend, and of its WebGL2 context, we use. The only place that knows how tfjs keeps a tensor on the GPU.

import * as tf from '@tensorflow/tfjs-core'

/** Any of WebGL's opaque objects. */
type Handle = object

/** The part of a WebGL2 context that we call. The engine is compiled without a browser's types. */
export interface Gl {
  readonly canvas: EventTarget
  readonly TEXTURE_2D: number
  readonly RGBA8: number
  readonly RGBA: number
  readonly UNSIGNED_BYTE: number
  readonly TEXTURE_MIN_FILTER: number
  readonly TEXTURE_MAG_FILTER: number
  readonly NEAREST: number
  readonly NO_ERROR: number
  readonly RENDERER: number
  readonly SYNC_GPU_COMMANDS_COMPLETE: number
  readonly ALREADY_SIGNALED: number
  readonly CONDITION_SATISFIED: number
  readonly WAIT_FAILED: number
  createTexture(): Handle | null
  deleteTexture(texture: Handle): void
  bindTexture(target: number, texture: Handle | null): void
  texParameteri(target: number, name: number, value: number): void
  texStorage2D(target: number, levels: number, format: number, width: number, height: number): void
  texSubImage2D(
    target: number,
    level: number,
    x: number,
    y: number,
    width: number,
    height: number,
    format: number,
    type: number,
    bytes: Uint8Array,
  ): void
  getError(): number
  getParameter(name: number): unknown
  getExtension(name: string): Readonly<Record<string, number>> | null
  fenceSync(condition: number, flags: number): Handle | null
  clientWaitSync(sync: Handle, flags: number, timeoutNs: number): number
  deleteSync(sync: Handle): void
  flush(): void
  isContextLost(): boolean
}

/** What of a canvas's events we listen to. */
interface EventTarget {
  addEventListener(type: string, listener: () => void): void
  removeEventListener(type: string, listener: () => void): void
}

/** A fragment program as tfjs compiles it: the samplers of `variableNames` and the uniforms are declared for `userCode`. */
export interface Program {
  readonly variableNames: string[]
  readonly outputShape: number[]
  readonly userCode: string
  readonly packedInputs: boolean
  readonly packedOutput: boolean
  readonly customUniforms: { readonly name: string; readonly type: 'int' | 'float' }[]
}

/** Where a tensor's values are: on the CPU, or in a texture of texShape [rows, columns] (packed: a texel holds 2 x 2 values). */
export interface TextureData {
  readonly dtype: tf.DataType
  readonly shape: number[]
  values: ArrayLike<number> | null
  texture: { readonly texture: Handle; readonly texShape: [number, number] } | null
  texShape: [number, number]
  isPacked?: boolean
  usage: number | null
  /** Whose texture it is, where that is another's. */
  slice?: { readonly flatOffset: number; readonly origDataId: object } | null
}

export interface WebglBackend {
  readonly gpgpu: { readonly gl: Gl }
  readonly texData: { get(dataId: object): TextureData }
  /** How many share a texture, by its first owner; absent where that is the only one. */
  readonly dataRefCount: WeakMap<object, number>
  makeTensorInfo(shape: number[], dtype: tf.DataType): tf.TensorInfo
  disposeIntermediateTensorInfo(tensor: tf.TensorInfo): void
  uploadToGPU(dataId: object): void
  /** The values; from the GPU only where they are there alone. */
  readSync(dataId: object): ArrayLike<number>
  runWebGLProgram(program: Program, inputs: tf.TensorInfo[], dtype: tf.DataType, uniforms: number[][], preventEagerUnpacking?: boolean): tf.TensorInfo
}

/** The present backend where that is webgl, else null. */
export function webglBackend(): WebglBackend | null {
  return tf.getBackend() === 'webgl' ? (tf.backend() as unknown as WebglBackend) : null
}
