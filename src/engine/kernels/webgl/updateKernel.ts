import type * as tf from '@tensorflow/tfjs-core'
import type { KernelName } from '../kernelNames.ts'
import { type FusedCall, fuseKernel } from './fuseKernel.ts'
import { type ValueProgram, valueProgram } from './packedProgram.ts'

/** What one draw of an update computes, in a tensor of the weight's shape: from tensors by their names, and from scalars by theirs. */
export interface UpdateDraw extends Pick<ValueProgram, 'inputs' | 'uniforms' | 'value'> {
  /** The kernel's input that it is the next value of. Draws after it that name that input get what it was before, or, as `new…`, what it is now. */
  readonly of: string
}

/**
 * An optimizer's update as so many draws as it has outputs: the slots first, from what they were, then the weight, from what they are.
 * New textures each time: the old ones may be shared with weights that were kept. Outputs: the weight, then the slots in their order.
 */
export function updateKernel(name: KernelName, { scalars: scalarNames, draws }: { scalars: readonly string[]; draws: readonly UpdateDraw[] }) {
  return fuseKernel(name, (call) => {
    const { weight, scalars } = call.inputs as Record<'weight' | 'scalars', tf.TensorInfo>
    const numbers = numbersOf(call, scalars)
    const drawn: Record<string, tf.TensorInfo> = {}
    for (const { of, uniforms = [], ...code } of draws) {
      const program = valueProgram(weight.shape, { ...code, uniforms })
      const tensors = code.inputs.map((input) => drawn[input] ?? call.inputs[input])
      const values = uniforms.map((uniform) => numbers[scalarNames.indexOf(uniform)] as number)
      drawn[nextOf(of)] = call.draw(program, tensors, values)
    }
    const slots = draws.map(({ of }) => nextOf(of)).filter((next) => next !== 'newWeight')
    return ['newWeight', ...slots].map((next) => drawn[next] as tf.TensorInfo)
  })
}

/** They were made in this thread's memory, and nothing has taken them to the GPU: nothing is read back. */
function numbersOf({ backend }: FusedCall, scalars: tf.TensorInfo): ArrayLike<number> {
  return backend.readSync(scalars.dataId)
}

function nextOf(name: string): string {
  return `new${name.charAt(0).toUpperCase()}${name.slice(1)}`
}
