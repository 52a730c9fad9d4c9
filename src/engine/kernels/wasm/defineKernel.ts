// How a kernel of the pack is described, and how it becomes a tfjs kernel. What every kernel would have to take care of is done here once:
// outputs are allocated first and addresses asked for afterwards (an allocation may grow the heap), nothing is written in place while
// tfjs's tape holds the tensors, odd cases go back to tfjs's own kernel, and whoever records a step is told of each launch.

import type * as tf from '@tensorflow/tfjs-core'
import type { Heap } from './heap.ts'
import type { PackFunctions } from './packFunctions.ts'

export type Shape = readonly number[]
export type Attributes = Readonly<Record<string, unknown>>

/** One kernel of the pack: from shapes to a call into the module. */
export interface KernelDefinition {
  /** Under tfjs's own name ("_FusedMatMul") it replaces tfjs's; else a name of ours ("HourglassAdam"). */
  readonly name: string
  /** The inputs by name, in the order in which `bind` is given their shapes and addresses. One ending in ? may be absent (address 0, shape []). */
  readonly inputs: readonly string[]
  /** Shapes of the outputs, from those of the inputs. */
  outputs(shapes: readonly Shape[], attributes: Attributes): readonly Shape[]
  /** [output, input]: the output may be written over the input, element by element. Used only where the input is not needed any more. */
  readonly overwrites?: readonly (readonly [output: number, input: number])[]
  /** Odd cases (type, broadcasting, layout) that tfjs's own kernel of this name shall do. Only for kernels that replace one. */
  declines?(inputs: tf.NamedTensorInfoMap, attributes: Attributes): boolean
  /** Settles everything but the addresses. The result is called with those of the inputs, then those of the outputs, 4-byte aligned at least. */
  bind(functions: PackFunctions, shapes: readonly Shape[], attributes: Attributes): (addresses: readonly number[]) => void
}

/** A kernel that has just run, as whoever records a step is told of it. */
export interface Launch {
  readonly kernel: string
  /** Null for an input that is absent. */
  readonly inputs: readonly (tf.TensorInfo | null)[]
  readonly outputs: readonly tf.TensorInfo[]
  readonly overwrites: readonly (readonly [output: number, input: number])[]
  /** Runs the same on other addresses: the inputs', then the outputs'. */
  readonly run: (addresses: readonly number[]) => void
}

let recorder: ((launch: Launch) => void) | null = null

/** Tells `listener` of every launch during `work`. Only one listens at a time. */
export function whileRecording<T>(listener: (launch: Launch) => void, work: () => T): T {
  recorder = listener
  try {
    return work()
  } finally {
    recorder = null
  }
}

/** The kernel as tfjs registers it. `original` is tfjs's own of the same name, if there is one. */
export function asTfjsKernel(
  definition: KernelDefinition,
  { functions, heap, original }: { functions: PackFunctions; heap: Heap; original?: tf.KernelConfig | undefined },
): tf.KernelConfig {
  const kernelFunc: tf.KernelFunc = (call) => {
    const attributes = (call.attrs ?? {}) as Attributes
    if (original && definition.declines?.(call.inputs, attributes)) return original.kernelFunc(call)
    const inputs = definition.inputs.map((name) => call.inputs[name.replace('?', '')] ?? null)
    const shapes = inputs.map((input) => input?.shape ?? [])
    const outputs = definition.outputs(shapes, attributes).map((shape) => heap.makeOutput(shape))
    const run = definition.bind(functions, shapes, attributes)
    run([...inputs, ...outputs].map((tensor) => (tensor ? heap.addressOf(tensor.dataId) : 0)))
    recorder?.({ kernel: definition.name, inputs, outputs, overwrites: definition.overwrites ?? [], run })
    return outputs.length === 1 ? (outputs[0] as tf.TensorInfo) : outputs
  }
  return { ...original, kernelName: definition.name, backendName: 'wasm', kernelFunc }
}
