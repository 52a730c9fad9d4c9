// Records a training step: which kernels of the pack ran, and what flowed from which into which. The flow is followed by tfjs's data ids, so
// that any model, loss and optimizer can be recorded as long as kernels of the pack alone lie between what comes into a step and what it leaves.

import type * as tf from '@tensorflow/tfjs-core'
import { type Launch, whileRecording } from '../kernels/wasm/defineKernel.ts'

/** A value within a step, by number: what comes in from outside first, then each launch's outputs. */
export type BufferId = number

export interface RecordedLaunch {
  readonly kernel: string
  /** Null for an input that is absent. */
  readonly inputs: readonly (BufferId | null)[]
  readonly outputs: readonly BufferId[]
  /** Output may be written over input: places in `outputs` and `inputs`. */
  readonly overwrites: readonly (readonly [output: number, input: number])[]
  readonly run: (addresses: readonly number[]) => void
}

export interface Recording {
  readonly launches: readonly RecordedLaunch[]
  /** Floats of each buffer. */
  readonly sizes: readonly number[]
  readonly target: BufferId
  /** The target's own where there is no noise. */
  readonly input: BufferId
  /** What the objective and the optimizer need of each step. */
  readonly fed: readonly BufferId[]
  readonly scalars: BufferId
  /** The loss and the objective's terms. */
  readonly parts: readonly BufferId[]
  /** Weights, then the optimizer's slots: what each is before the step and after it. */
  readonly state: readonly { readonly before: BufferId; readonly after: BufferId }[]
}

/** A step that can't be replayed, and why. */
export class NotReplayableError extends Error {
  override readonly name = 'NotReplayableError'
}

export class StepRecorder {
  readonly #buffers = new Map<object, BufferId>()
  readonly #sizes: number[] = []
  readonly #launches: RecordedLaunch[] = []
  #problem: string | null = null

  /** A tensor that comes into the step from outside. The same tensor twice is one buffer. */
  comesIn(tensor: tf.TensorInfo): BufferId {
    return this.#buffers.get(tensor.dataId) ?? this.#add(tensor)
  }

  /** A tensor that the step leaves behind. Throws NotReplayableError where no kernel of the pack has made it. */
  leaves(tensor: tf.TensorInfo, name: string): BufferId {
    const buffer = this.#buffers.get(tensor.dataId)
    if (this.#problem !== null) throw new NotReplayableError(this.#problem)
    if (buffer === undefined) throw new NotReplayableError(`${name} was made by an operation that the kernel pack does not have`)
    return buffer
  }

  /** Notes every launch during `work`. */
  during<T>(work: () => T): T {
    return whileRecording((launch) => this.#note(launch), work)
  }

  get launches(): readonly RecordedLaunch[] {
    return this.#launches
  }

  get sizes(): readonly number[] {
    return this.#sizes
  }

  #note({ kernel, inputs, outputs, overwrites, run }: Launch): void {
    const read = inputs.map((input) => (input ? this.#known(input, kernel) : null))
    this.#launches.push({ kernel, inputs: read, outputs: outputs.map((output) => this.#add(output)), overwrites, run })
  }

  #known(tensor: tf.TensorInfo, kernel: string): BufferId {
    const buffer = this.#buffers.get(tensor.dataId)
    if (buffer !== undefined) return buffer
    this.#problem ??= `${kernel} reads what an operation has made that the kernel pack does not have`
    return this.#add(tensor)
  }

  #add(tensor: tf.TensorInfo): BufferId {
    const buffer = this.#sizes.length
    this.#buffers.set(tensor.dataId, buffer)
    this.#sizes.push(tensor.shape.reduce((product, side) => product * side, 1))
    return buffer
  }
}
