// Holds a run together with those of other workers by samples seen. The workers of a group tell each other where they are, over a channel of
// their own, so that the page's thread takes no part; who belongs to it and how far ahead one may be, the page says.
//
// Each knows of the others only what it has been told, and a place that is told lies behind or is the true one: so nobody gets further ahead
// than allowed, and once all has been heard the slowest may always step.

import type { Company } from '../engine/company.ts'
import type { LanePlace, RunId, StepOrders } from './protocol.ts'

/** As much of a BroadcastChannel as is needed. */
export interface LaneChannel {
  postMessage(place: LanePlace): void
  onmessage: ((event: MessageEvent<unknown>) => void) | null
  close(): void
}

/** Words are lost where a browser puts a page to sleep and wakes its workers one by one: who waits asks again. */
export const ASK_AGAIN_MS = 1_000

export class InStep implements Company {
  readonly channelName: string
  readonly #runId: RunId
  readonly #channel: LaneChannel
  /** Of the others on the channel, what each said last: pictures seen, or null for out. */
  readonly #heard = new Map<RunId, number | null>()
  #members: readonly RunId[] = []
  #aheadSamples = Number.POSITIVE_INFINITY
  /** Where the slowest of those who train is, as far as is known; Infinity where nobody does. */
  #slowest = Number.POSITIVE_INFINITY
  /** What the others know of this run. */
  #said: number | null = null
  #settle: () => void = () => {}

  constructor(runId: RunId, channelName: string, channel: LaneChannel = new BroadcastChannel(channelName)) {
    this.#runId = runId
    this.channelName = channelName
    this.#channel = channel
    channel.onmessage = ({ data }) => this.#hear(data)
  }

  /** The page's newest word on who belongs together. A member of whom nothing has been heard is taken to be at its beginning. */
  follow({ members, aheadSamples }: Pick<StepOrders, 'members' | 'aheadSamples'>): void {
    this.#members = members.filter((id) => id !== this.#runId)
    this.#aheadSamples = aheadSamples
    for (const id of this.#heard.keys()) if (!members.includes(id)) this.#heard.delete(id)
    this.#say({ isAsking: true })
    this.#reckon()
  }

  isStepAllowed(seen: number, after: number): boolean {
    return seen <= this.#slowest || after <= this.#slowest + this.#aheadSamples
  }

  tell(seen: number): void {
    this.#tellIfNew(seen)
  }

  leave(): void {
    this.#tellIfNew(null)
  }

  changed(): Promise<void> {
    this.#settle()
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#say({ isAsking: true })
        resolve()
      }, ASK_AGAIN_MS)
      this.#settle = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** Says that it is out, and hears no more. */
  close(): void {
    this.leave()
    this.#channel.onmessage = null
    this.#channel.close()
    this.#settle()
  }

  #tellIfNew(seen: number | null): void {
    if (seen === this.#said) return
    this.#said = seen
    this.#say({ isAsking: false })
  }

  #say({ isAsking }: { isAsking: boolean }): void {
    this.#channel.postMessage({ runId: this.#runId, samplesSeen: this.#said, isAsking })
  }

  #hear(place: unknown): void {
    if (!isLanePlace(place) || place.runId === this.#runId) return
    this.#heard.set(place.runId, place.samplesSeen)
    if (place.isAsking) this.#say({ isAsking: false })
    if (this.#members.includes(place.runId)) this.#reckon()
  }

  #reckon(): void {
    const places = this.#members.map((id) => {
      const heard = this.#heard.get(id)
      return heard === null ? Number.POSITIVE_INFINITY : (heard ?? 0)
    })
    this.#slowest = Math.min(...places)
    this.#settle()
  }
}

/** Whoever guesses a channel's name can speak on it. */
function isLanePlace(value: unknown): value is LanePlace {
  if (typeof value !== 'object' || value === null) return false
  const { runId, samplesSeen, isAsking } = value as Partial<Record<keyof LanePlace, unknown>>
  const isPlace = samplesSeen === null || (typeof samplesSeen === 'number' && samplesSeen >= 0 && Number.isFinite(samplesSeen))
  return typeof runId === 'string' && isPlace && typeof isAsking === 'boolean'
}
