// Where the buffers of a recorded step lie: the state (weights, moments) at places of its own, which stay from step to step, all else in one block
// of scratch memory, whose parts are used again as soon as nobody reads them any more. Arithmetic only.

import type { BufferId, RecordedLaunch, Recording } from './recordStep.ts'

/** Where a buffer lies. */
export type Place = { readonly state: number } | { readonly offset: number }

export interface BufferPlan {
  /** By buffer. */
  readonly places: readonly Place[]
  readonly scratchBytes: number
  /** To be copied after the last launch: new state that could not be written where the old one lay. */
  readonly copies: readonly { readonly from: BufferId; readonly state: number }[]
}

/** Of each part: a cache line. */
const ALIGNMENT = 64
const FLOAT_BYTES = 4

export function planBuffers(recording: Recording): BufferPlan {
  const { launches, sizes, state } = recording
  const lastUse = lastUses(recording)
  const places: Place[] = []
  state.forEach(({ before }, i) => {
    places[before] = { state: i }
  })
  const copies = state.flatMap(({ before, after }, i) => {
    if (places[after] === undefined && canReplace(launches, { before, after, lastUse })) places[after] = { state: i }
    return after === before || (places[after] as { state?: number } | undefined)?.state === i ? [] : [{ from: after, state: i }]
  })
  const scratch = new Scratch()
  const place = (buffer: BufferId) => {
    places[buffer] ??= { offset: scratch.take(bytesOf(sizes, buffer)) }
  }
  const release = (buffer: BufferId) => {
    const held = places[buffer] as Place
    if ('offset' in held) scratch.give(held.offset)
  }
  for (const buffer of [recording.target, recording.input, ...recording.fed, recording.scalars]) place(buffer)
  launches.forEach((launch, at) => {
    const over = launch.overwrites.flatMap(([output, input]) => takeOver(launch, { output, input, at, sizes, places, lastUse }))
    for (const output of launch.outputs) place(output)
    const used = launch.inputs.filter((buffer) => buffer !== null && !over.includes(buffer)) as BufferId[]
    for (const buffer of new Set([...used, ...launch.outputs])) if ((lastUse[buffer] ?? at) <= at) release(buffer)
  })
  return { places, scratchBytes: scratch.bytes, copies }
}

/** The index of the launch that reads each buffer last; Infinity for what is read after the step. */
function lastUses({ launches, parts, state, target }: Recording): number[] {
  const last: number[] = []
  launches.forEach(({ inputs }, at) => {
    for (const buffer of inputs) if (buffer !== null) last[buffer] = at
  })
  // The target is filled before the first launch, also where only a late one reads it.
  for (const buffer of [...parts, target, ...state.map(({ after }) => after)]) last[buffer] = Number.POSITIVE_INFINITY
  return last
}

/** May `after` be written where `before` lies? Only when nobody reads `before` any more, or its maker may write over it. */
function canReplace(
  launches: readonly RecordedLaunch[],
  { before, after, lastUse }: { before: BufferId; after: BufferId; lastUse: readonly number[] },
): boolean {
  const at = launches.findIndex(({ outputs }) => outputs.includes(after))
  const maker = launches[at]
  if (!maker) return false
  const read = lastUse[before] ?? -1
  if (read < at) return true
  return read === at && maker.overwrites.some(([output, input]) => maker.outputs[output] === after && maker.inputs[input] === before)
}

interface TakeOver {
  readonly output: number
  readonly input: number
  readonly at: number
  readonly sizes: readonly number[]
  readonly places: Place[]
  readonly lastUse: readonly number[]
}

/** Puts an output over an input that is read here for the last time. Gives that input, whose place must then not be given back. */
function takeOver(launch: RecordedLaunch, { output, input, at, sizes, places, lastUse }: TakeOver): BufferId[] {
  const from = launch.inputs[input] ?? null
  const to = launch.outputs[output] as BufferId
  if (from === null || places[to] !== undefined || lastUse[from] !== at || sizes[from] !== sizes[to]) return []
  const held = places[from] as Place
  if (!('offset' in held)) return []
  places[to] = held
  return [from]
}

function bytesOf(sizes: readonly number[], buffer: BufferId): number {
  return Math.ceil(((sizes[buffer] as number) * FLOAT_BYTES) / ALIGNMENT) * ALIGNMENT
}

/** A block that parts are taken from and given back to: the smallest free part that fits, else more at the end. */
class Scratch {
  bytes = 0
  readonly #sizes = new Map<number, number>()
  #free: { offset: number; bytes: number }[] = []

  take(bytes: number): number {
    const part = this.#free.filter((free) => free.bytes >= bytes).sort((a, b) => a.bytes - b.bytes)[0]
    if (!part) {
      const offset = this.bytes
      this.bytes += bytes
      this.#sizes.set(offset, bytes)
      return offset
    }
    this.#free = this.#free.filter((free) => free !== part)
    if (part.bytes > bytes) this.#free.push({ offset: part.offset + bytes, bytes: part.bytes - bytes })
    this.#sizes.set(part.offset, bytes)
    return part.offset
  }

  give(offset: number): void {
    const part = { offset, bytes: this.#sizes.get(offset) as number }
    for (const free of [...this.#free]) {
      const touches = free.offset + free.bytes === part.offset || part.offset + part.bytes === free.offset
      if (!touches) continue
      part.offset = Math.min(part.offset, free.offset)
      part.bytes += free.bytes
      this.#free = this.#free.filter((other) => other !== free)
    }
    this.#free.push(part)
  }
}
