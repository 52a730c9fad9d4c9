// The lines from a run to those that it is held together with: a MessagePort to each, laid by the page. On a BroadcastChannel each word would go
// through the browser's own process, which costs five times as much and comes later.

import * as Comlink from 'comlink'
import type { LaneChannel } from './inStep.ts'
import type { LaneLine, LaneWord, RunId, StepOrders } from './protocol.ts'

/** The orders, marked for Comlink: the ends of the lines are no longer ours once they have been sent. */
export function handingOver(orders: StepOrders): StepOrders {
  return Comlink.transfer(
    orders,
    orders.lines.map(({ port }) => port),
  )
}

export class LaneLines implements LaneChannel {
  onmessage: ((event: MessageEvent<LaneWord>) => void) | null = null
  readonly #ports = new Map<RunId, MessagePort>()

  /** Keeps the lines to these members; a new line takes the place of a former one to the same. */
  follow({ members, lines }: Pick<StepOrders, 'members' | 'lines'>): void {
    for (const to of this.#ports.keys()) if (!members.includes(to)) this.#cut(to)
    for (const { to, port } of lines) {
      this.#cut(to)
      this.#ports.set(to, port)
      port.onmessage = (event) => this.onmessage?.(event)
    }
  }

  postMessage(word: LaneWord): void {
    for (const port of this.#ports.values()) port.postMessage(word)
  }

  close(): void {
    for (const to of this.#ports.keys()) this.#cut(to)
  }

  #cut(to: RunId): void {
    const port = this.#ports.get(to)
    if (!port) return
    port.onmessage = null
    port.close()
    this.#ports.delete(to)
  }
}

/** Lines between any two of these that have none yet, by whose end they are. `hasLine` is asked of each two once. */
export function layLines(members: readonly RunId[], hasLine: (one: RunId, other: RunId) => boolean): ReadonlyMap<RunId, readonly LaneLine[]> {
  const lines = new Map<RunId, LaneLine[]>(members.map((runId) => [runId, []]))
  members.forEach((one, i) => {
    for (const other of members.slice(i + 1)) {
      if (hasLine(one, other)) continue
      const { port1, port2 } = new MessageChannel()
      lines.get(one)?.push({ to: other, port: port1 })
      lines.get(other)?.push({ to: one, port: port2 })
    }
  })
  return lines
}
