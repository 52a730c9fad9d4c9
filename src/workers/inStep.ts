// Holds a run together with those of other workers by samples seen. The workers of a group tell each other where they are, over lines of their own
// (laneLines.ts), so that the page's thread takes no part; who belongs to it and how far ahead one may be, the page says.
//
// Each knows of the others what they have told, and a run only gets further: so nobody is further ahead of where the others are than of where
// it believes them, and once all has been heard the slowest may always step. (A run put back to a checkpoint says so when it trains again.)
// A word costs several processes a moment: one that trains says where it is only when that has become a good part of what the others may be ahead.

import type { Company } from '../engine/company.ts'
import type { LaneWord, RunId, StepOrders } from './protocol.ts'

/** Reaches all others of a group. */
export interface LaneChannel {
  postMessage(word: LaneWord): void
  onmessage: ((event: MessageEvent<LaneWord>) => void) | null
  close(): void
}

interface Place {
  readonly samplesSeen: number
  /** It said that it makes no step for now. */
  readonly isOut: boolean
}

/** Who waits asks so often: words are lost where a browser puts a page to sleep and wakes its workers one by one. */
export const ASK_AGAIN_MS = 1_000

const BEGINNING: Place = { samplesSeen: 0, isOut: false }

export class InStep implements Company {
  readonly #runId: RunId
  readonly #channel: LaneChannel
  /** Of the others on the channel, what each said last. */
  readonly #heard = new Map<RunId, Place>()
  #members: readonly RunId[] = []
  #aheadSamples = Number.POSITIVE_INFINITY
  #tellSamples = 0
  /** Where the slowest of those who train is, as far as is known; Infinity where nobody does. */
  #slowest = Number.POSITIVE_INFINITY
  /** Pictures this run has seen; null while it makes no step. */
  #at: number | null = null
  /** What it has said of that last. */
  #told: number | null = null
  #asking: ReturnType<typeof setTimeout> | undefined
  /** Tells whoever waits; null where nobody does. */
  #wake: (() => void) | null = null

  constructor(runId: RunId, channel: LaneChannel) {
    this.#runId = runId
    this.#channel = channel
    channel.onmessage = ({ data }) => this.#hear(data)
  }

  /**
   * The page's newest word on who trains, or is about to. A member of whom nothing has been heard is taken to be at its beginning, and one that
   * had been out to be where it was then.
   */
  follow({ members, aheadSamples, tellSamples }: Omit<StepOrders, 'lines'>): void {
    this.#members = members.filter((id) => id !== this.#runId)
    this.#aheadSamples = aheadSamples
    this.#tellSamples = tellSamples
    for (const [id, { samplesSeen }] of this.#heard) {
      if (members.includes(id)) this.#heard.set(id, { samplesSeen, isOut: false })
      else this.#heard.delete(id)
    }
    this.#channel.postMessage({ says: 'where', runId: this.#runId, isWaiting: false })
    this.#reckon()
  }

  isStepAllowed(seen: number, after: number): boolean {
    return seen <= this.#slowest || after <= this.#slowest + this.#aheadSamples
  }

  tell(seen: number): void {
    this.#at = seen
    const unsaid = this.#told === null ? Number.POSITIVE_INFINITY : seen - this.#told
    if (unsaid < 0 || (unsaid > 0 && unsaid >= this.#tellSamples)) this.#say()
  }

  leave(): void {
    if (this.#at === null) return
    this.#at = null
    this.#say()
  }

  changed(): Promise<void> {
    // Who is behind may wait for the rest of it.
    if (this.#at !== this.#told) this.#say()
    this.#asking ??= setTimeout(() => this.#askAgain(), ASK_AGAIN_MS)
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  /** Says that it is out, and hears no more. */
  close(): void {
    this.leave()
    clearTimeout(this.#asking)
    this.#channel.onmessage = null
    this.#channel.close()
    this.#lookAgain()
  }

  #say(): void {
    const runId = this.#runId
    this.#told = this.#at
    this.#channel.postMessage(this.#at === null ? { says: 'out', runId } : { says: 'at', runId, samplesSeen: this.#at })
  }

  #hear(word: LaneWord): void {
    const { runId } = word
    switch (word.says) {
      case 'at':
        this.#heard.set(runId, { samplesSeen: word.samplesSeen, isOut: false })
        break
      case 'out':
        this.#heard.set(runId, { samplesSeen: this.#placeOf(runId).samplesSeen, isOut: true })
        break
      case 'where':
        if (this.#at !== null || word.isWaiting) this.#say()
        return
      default:
        word satisfies never
    }
    if (this.#members.includes(runId)) this.#reckon()
  }

  #placeOf(runId: RunId): Place {
    return this.#heard.get(runId) ?? BEGINNING
  }

  #reckon(): void {
    const training = this.#members.map((id) => this.#placeOf(id)).filter(({ isOut }) => !isOut)
    this.#slowest = Math.min(...training.map(({ samplesSeen }) => samplesSeen))
    this.#lookAgain()
  }

  #lookAgain(): void {
    this.#wake?.()
    this.#wake = null
  }

  #askAgain(): void {
    this.#asking = undefined
    if (this.#wake) this.#channel.postMessage({ says: 'where', runId: this.#runId, isWaiting: true })
    this.#lookAgain()
  }
}
