// Numbers without an upload. tfjs's packed programs take their inputs from textures alone: for every number in an expression like x * 0.9 it uploads
// a texture of one value and copies that into another. Here a program draws it from a uniform, and equal numbers share what was drawn.

import * as tf from '@tensorflow/tfjs-core'
import type { Program, TextureData, WebglBackend } from './webglBackend.ts'

/** Many more than a step has; those that change from step to step push the oldest out. */
const NUMBERS_KEPT = 64

/** Lets this backend draw its textures of single float values, and share them. */
export function drawScalars(backend: WebglBackend): void {
  const kept = new Map<string, tf.TensorInfo>()
  const uploadToGPU = backend.uploadToGPU.bind(backend)
  backend.uploadToGPU = (dataId) => {
    const data = backend.texData.get(dataId)
    if (isPlainScalar(data)) share(backend, keptScalar(backend, kept, data), data)
    else uploadToGPU(dataId)
  }
}

function isPlainScalar({ texture, values, dtype, shape }: TextureData): boolean {
  return !texture && values?.length === 1 && dtype === 'float32' && tf.util.sizeFromShape(shape) === 1
}

function keptScalar(backend: WebglBackend, kept: Map<string, tf.TensorInfo>, data: TextureData): tf.TensorInfo {
  const value = data.values?.[0] as number
  const key = `${Object.is(value, -0) ? '-0' : value} ${data.shape} ${data.isPacked === true}`
  const scalar = kept.get(key) ?? backend.runWebGLProgram(scalarProgram(data), [], data.dtype, [[value]], true)
  // The one that was used last stands last.
  kept.delete(key)
  kept.set(key, scalar)
  const [oldest] = kept
  if (kept.size > NUMBERS_KEPT && oldest) {
    kept.delete(oldest[0])
    backend.disposeIntermediateTensorInfo(oldest[1])
  }
  return scalar
}

/** As tfjs shares the texture of a tensor with its slices: it is freed with the last of them. */
function share(backend: WebglBackend, scalar: tf.TensorInfo, data: TextureData): void {
  const { texture, texShape, isPacked, usage } = backend.texData.get(scalar.dataId)
  Object.assign(data, { texture, texShape, isPacked, usage, slice: { flatOffset: 0, origDataId: scalar.dataId } })
  backend.dataRefCount.set(scalar.dataId, (backend.dataRefCount.get(scalar.dataId) ?? 1) + 1)
}

function scalarProgram({ shape, isPacked }: TextureData): Program {
  return {
    variableNames: [],
    outputShape: shape,
    packedInputs: isPacked === true,
    packedOutput: isPacked === true,
    customUniforms: [{ name: 'value', type: 'float' }],
    userCode: isPacked ? 'void main() { setOutput(vec4(value, 0, 0, 0)); }' : 'void main() { setOutput(value); }',
  }
}
