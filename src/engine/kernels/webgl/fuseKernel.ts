// Operations of ours on webgl in programs of our own: a draw call costs more than what it computes.

import type * as tf from '@tensorflow/tfjs-core'
import type { KernelName } from '../kernelNames.ts'
import type { Program, WebglBackend } from './webglBackend.ts'

export interface FusedCall {
  readonly backend: WebglBackend
  readonly inputs: Readonly<Record<string, tf.TensorInfo>>
  readonly attributes: Readonly<Record<string, unknown>>
  /** One draw call: what it has drawn is the kernel's to return or to drop. */
  draw(program: Program, inputs: readonly (tf.TensorInfo | undefined)[], uniforms?: readonly number[]): tf.TensorInfo
  drop(tensor: tf.TensorInfo): void
}

/** A webgl kernel of this name. Its inputs stay the caller's, unchanged; its outputs are new. */
export function fuseKernel(name: KernelName, compute: (call: FusedCall) => tf.TensorInfo[]): tf.KernelConfig {
  return {
    kernelName: name,
    backendName: 'webgl',
    kernelFunc: ({ inputs, backend: present, attrs }) => {
      const backend = present as WebglBackend
      const draw: FusedCall['draw'] = (program, drawn, uniforms = []) =>
        backend.runWebGLProgram(
          program,
          drawn as tf.TensorInfo[],
          'float32',
          uniforms.map((value) => [value]),
        )
      return compute({
        backend,
        inputs: inputs as FusedCall['inputs'],
        attributes: attrs ?? {},
        draw,
        drop: (tensor) => backend.disposeIntermediateTensorInfo(tensor),
      })
    },
  }
}
