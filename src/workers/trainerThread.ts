// The page's end of one worker thread, and of who sits in it: one engine alone, or several that share it where a machine has no more to give.
// Each has a port of its own. What one of them notices of the thread (dead, hung, its GPU lost) holds for all.

import type { LossKind } from './client.ts'

/** An engine's client, as the thread knows it. */
export interface Occupant {
  /** The thread has been ended: whoever sits in it is lost. */
  lose(kind: LossKind, reason: string): void
}

export class TrainerThread {
  readonly #worker: Worker
  /** How long each may be silent, in milliseconds, as it has announced. While one computes, none of the others can speak. */
  readonly #silences = new Map<Occupant, number>()
  #isEnded = false

  constructor() {
    this.#worker = new Worker(new URL('./trainer.worker.ts', import.meta.url), { type: 'module', name: 'trainer' })
    this.#worker.addEventListener('error', (event) => this.fail('worker', event.message || 'its script could not be loaded'))
    this.#worker.addEventListener('messageerror', () => this.fail('worker', 'one of its answers can’t be read'))
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  /** The longest silence that anybody in it has announced; 0 before the first. */
  get silenceMaxMs(): number {
    return Math.max(0, ...this.#silences.values())
  }

  /** An engine of its own for this occupant; calls go through the port that comes back. */
  seat(occupant: Occupant): MessagePort {
    const { port1, port2 } = new MessageChannel()
    this.#silences.set(occupant, 0)
    this.#worker.postMessage(null, [port2])
    return port1
  }

  announceSilence(occupant: Occupant, upToMs: number): void {
    if (this.#silences.has(occupant)) this.#silences.set(occupant, upToMs)
  }

  /** The last to leave ends it. */
  leave(occupant: Occupant): void {
    this.#silences.delete(occupant)
    if (this.#silences.size === 0) this.#end()
  }

  /** It is of no more use: ended, and all that sit in it are told, once. */
  fail(kind: LossKind, reason: string): void {
    if (this.#isEnded) return
    this.#end()
    for (const occupant of [...this.#silences.keys()]) occupant.lose(kind, reason)
    this.#silences.clear()
  }

  #end(): void {
    this.#isEnded = true
    this.#worker.terminate()
  }
}
