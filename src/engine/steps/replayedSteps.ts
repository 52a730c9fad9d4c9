// Training steps without tfjs: the first of its kind goes through the tape and is recorded, the others replay its kernels on planned buffers
// of the WebAssembly heap. Same kernels, same order, same numbers to the bit.
//
// The state (weights, moments) then lives in memory of its own. tfjs sees it only through settle…(), which makes new tensors: whatever
// tfjs keeps by tensor (its matmul packs weights once and never looks again) can't be stale.

import * as tf from '@tensorflow/tfjs-core'
import { product } from '../../spec/layerShapes.ts'
import { gatherInto } from '../data/gather.ts'
import { corruptRows } from '../kernels/wasm/corruptRows.ts'
import type { Heap } from '../kernels/wasm/heap.ts'
import type { KernelPack } from '../kernels/wasm/pack.ts'
import { type Batch, rowsOf } from './batch.ts'
import { planBuffers } from './planBuffers.ts'
import { type BufferId, NotReplayableError, type Recording, StepRecorder } from './recordStep.ts'
import { type StepTensors, takeTapeStep } from './tapeSteps.ts'
import type { LossSink, Stepper, Trainable } from './trainable.ts'

/** A kernel of a recorded step, with its buffers in place. */
export interface PlacedLaunch {
  readonly kernel: string
  /** Floats of each input and output. */
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
  readonly run: (addresses: readonly number[]) => void
  readonly addresses: readonly number[]
}

/** A recorded step with its buffers in place. */
interface Replay {
  readonly launches: readonly PlacedLaunch[]
  readonly copies: readonly { readonly from: number; readonly state: number }[]
  readonly scratch: number
  readonly target: number
  readonly input: number
  readonly fed: readonly number[]
  readonly scalars: number
  readonly parts: readonly number[]
}

const FLOAT_BYTES = 4

export class ReplayedSteps implements Stepper {
  readonly #trained: Trainable
  readonly #pack: KernelPack
  readonly #heap: Heap
  /** By the number of rows: an epoch's last batch may be shorter. Null where a step can't be replayed. */
  readonly #replays = new Map<number, Replay | null>()
  /** Addresses of the state: weights, then the optimizer's slots. Empty before the first recording. */
  #state: number[] = []
  #kept: number[] = []
  /** Bytes and positions of a batch, for the gather kernel. */
  #staging: { readonly rows: number; readonly bytes: number; readonly positions: number } | null = null
  /** Does the state lie in our memory? Else in the variables. */
  #isHere = false
  #areWeightsAhead = false
  #isOptimizerAhead = false

  constructor(trained: Trainable, pack: KernelPack) {
    this.#trained = trained
    this.#pack = pack
    this.#heap = pack.heap
  }

  take(batch: Batch, learningRate: number, losses: LossSink): void {
    const rows = rowsOf(batch)
    const replay = this.#replays.get(rows)
    if (replay) this.#replay(replay, batch, learningRate, losses)
    else if (replay === null) this.#takeTape(batch, learningRate, losses)
    else this.#record(batch, learningRate, losses)
  }

  /** Have steps of so many rows been recorded, and can they be replayed? */
  isReplaying(rows: number): boolean {
    return Boolean(this.#replays.get(rows))
  }

  /** What a step of so many rows consists of, for who wants to time it; empty before it has been recorded. */
  launchesOf(rows: number): readonly PlacedLaunch[] {
    return this.#replays.get(rows)?.launches ?? []
  }

  settleWeights(): void {
    if (this.#areWeightsAhead) this.#settle(this.#trained.model.variables, this.#state)
    this.#areWeightsAhead = false
  }

  settleOptimizer(): void {
    if (this.#isOptimizerAhead) this.#settle(this.#trained.optimizer.slots, this.#state.slice(this.#trained.model.variables.length))
    this.#isOptimizerAhead = false
  }

  keepWeights(): void {
    const { variables } = this.#trained.model
    if (this.#kept.length === 0) this.#kept = variables.map(({ size }) => this.#heap.allocate(size * FLOAT_BYTES))
    variables.forEach((variable, i) => {
      const from = this.#areWeightsAhead ? (this.#state[i] as number) : this.#heap.addressOf(variable.dataId)
      this.#heap.copyFloats(from, this.#kept[i] as number, variable.size)
    })
  }

  restoreWeights(): void {
    this.#settle(this.#trained.model.variables, this.#kept)
    this.#areWeightsAhead = false
  }

  dispose(): void {
    const replays = [...this.#replays.values()].flatMap((replay) => (replay ? [replay.scratch] : []))
    const staging = this.#staging ? [this.#staging.bytes, this.#staging.positions] : []
    for (const address of [...replays, ...this.#state, ...this.#kept, ...staging]) this.#heap.release(address)
    this.#replays.clear()
    this.#state = []
    this.#kept = []
    this.#staging = null
  }

  get #stateVariables(): readonly tf.Variable[] {
    return [...this.#trained.model.variables, ...this.#trained.optimizer.slots]
  }

  #replay(replay: Replay, batch: Batch, learningRate: number, losses: LossSink): void {
    this.#fetchState()
    const numbers = this.#trained.optimizer.beginStep(learningRate)
    this.#feed(replay, batch)
    this.#heap.floats(replay.scalars, numbers.length).set(numbers)
    for (const { run, addresses } of replay.launches) run(addresses)
    for (const { from, state } of replay.copies) {
      this.#heap.copyFloats(from, this.#state[state] as number, (this.#stateVariables[state] as tf.Variable).size)
    }
    this.#areWeightsAhead = true
    this.#isOptimizerAhead = true
    losses.add(replay.parts.map((part) => this.#heap.floats(part, 1)[0] as number))
  }

  #takeTape(batch: Batch, learningRate: number, losses: LossSink): void {
    this.#leaveState()
    takeTapeStep(this.#trained, { batch, learningRate }, (parts) => losses.addTensors(parts))
  }

  /** Takes the step through the tape and remembers what it did. */
  #record(batch: Batch, learningRate: number, losses: LossSink): void {
    this.#leaveState()
    const recorder = new StepRecorder()
    let recording: Recording | null = null
    let tensors: StepTensors | null = null
    let before: BufferId[] = []
    recorder.during(() => {
      takeTapeStep(
        this.#trained,
        { batch, learningRate },
        (parts) => {
          losses.addTensors(parts)
          recording = this.#finish(recorder, { tensors: tensors as StepTensors, parts, before })
        },
        (came) => {
          tensors = came
          for (const tensor of [came.target, came.input, ...came.fed, came.scalars]) recorder.comesIn(tensor)
          before = this.#stateVariables.map((variable) => recorder.comesIn(variable))
        },
      )
    })
    this.#replays.set(rowsOf(batch), recording && this.#place(recording))
  }

  #finish(recorder: StepRecorder, step: { tensors: StepTensors; parts: readonly tf.Scalar[]; before: readonly BufferId[] }): Recording | null {
    try {
      return {
        launches: recorder.launches,
        sizes: recorder.sizes,
        target: recorder.comesIn(step.tensors.target),
        input: recorder.comesIn(step.tensors.input),
        fed: step.tensors.fed.map((tensor) => recorder.comesIn(tensor)),
        scalars: recorder.comesIn(step.tensors.scalars),
        parts: step.parts.map((part) => recorder.leaves(part, 'the loss')),
        state: this.#stateVariables.map((variable, i) => ({
          before: step.before[i] as BufferId,
          after: recorder.leaves(variable, variable.name),
        })),
      }
    } catch (error) {
      if (error instanceof NotReplayableError) return null
      throw error
    }
  }

  #place(recording: Recording): Replay {
    if (this.#state.length === 0) this.#state = this.#stateVariables.map(({ size }) => this.#heap.allocate(size * FLOAT_BYTES))
    const { places, scratchBytes, copies } = planBuffers(recording)
    const scratch = this.#heap.allocate(scratchBytes)
    const addresses = places.map((place) => ('state' in place ? (this.#state[place.state] as number) : scratch + place.offset))
    const addressOf = (buffer: BufferId | null) => (buffer === null ? 0 : (addresses[buffer] as number))
    return {
      launches: recording.launches.map(({ kernel, run, inputs, outputs }) => ({
        kernel,
        inputs: inputs.map((buffer) => (buffer === null ? 0 : (recording.sizes[buffer] as number))),
        outputs: outputs.map((buffer) => recording.sizes[buffer] as number),
        run,
        addresses: [...inputs, ...outputs].map(addressOf),
      })),
      copies: copies.map(({ from, state }) => ({ from: addressOf(from), state })),
      scratch,
      target: addressOf(recording.target),
      input: addressOf(recording.input),
      fed: recording.fed.map(addressOf),
      scalars: addressOf(recording.scalars),
      parts: recording.parts.map(addressOf),
    }
  }

  /** Puts the batch's pictures, as floats, and what the objective needs where the recorded step reads them. */
  #feed({ target, input, fed }: Replay, batch: Batch): void {
    const { pictures, objective } = this.#trained
    const { pixels, size } = pictures
    const rows = rowsOf(batch)
    if (pixels instanceof Uint8Array) this.#feedBytes(pixels, target, batch)
    else gatherInto(this.#heap.floats(target, rows * size), pictures, batch.order.subarray(batch.from, batch.to))
    // The same numbers to the bit as the tape's, so that it doesn't matter which steps were recorded.
    if (batch.noise) corruptRows(this.#pack.functions, { clean: target, noisy: input, rows, size }, batch.noise)
    objective.feeds.forEach((feed, i) => {
      feed.fill(this.#heap.floats(fed[i] as number, product(feed.shape(rows))), batch.moment)
    })
  }

  /** By the pack's gather kernel, which turns bytes into floats. */
  #feedBytes(pixels: Uint8Array, target: number, batch: Batch): void {
    const { size } = this.#trained.pictures
    const rows = rowsOf(batch)
    const { bytes, positions } = this.#stagingFor(rows)
    const staged = this.#heap.bytes(bytes, rows * size)
    for (let row = 0; row < rows; row++) {
      const at = (batch.order[batch.from + row] as number) * size
      staged.set(pixels.subarray(at, at + size), row * size)
    }
    this.#pack.functions.gatherBytes(bytes, positions, target, rows, size)
  }

  #stagingFor(rows: number): { readonly bytes: number; readonly positions: number } {
    if (this.#staging && this.#staging.rows >= rows) return this.#staging
    if (this.#staging) for (const address of [this.#staging.bytes, this.#staging.positions]) this.#heap.release(address)
    const bytes = this.#heap.allocate(rows * this.#trained.pictures.size)
    const positions = this.#heap.allocate(rows * Int32Array.BYTES_PER_ELEMENT)
    this.#heap.integers(positions, rows).set(Int32Array.from({ length: rows }, (_, row) => row))
    this.#staging = { rows, bytes, positions }
    return this.#staging
  }

  /** The variables' state into our memory, if it does not lie there. */
  #fetchState(): void {
    if (this.#isHere) return
    this.#stateVariables.forEach((variable, i) => {
      this.#heap.copyFloats(this.#heap.addressOf(variable.dataId), this.#state[i] as number, variable.size)
    })
    this.#isHere = true
  }

  /** Our state into the variables, which the tape then changes. */
  #leaveState(): void {
    this.settleWeights()
    this.settleOptimizer()
    this.#isHere = false
  }

  #settle(variables: readonly tf.Variable[], addresses: readonly number[]): void {
    tf.tidy(() => {
      variables.forEach((variable, i) => {
        const info = this.#heap.makeOutput(variable.shape)
        this.#heap.copyFloats(addresses[i] as number, this.#heap.addressOf(info.dataId), variable.size)
        variable.assign(tf.engine().makeTensorFromTensorInfo(info))
      })
    })
  }
}
