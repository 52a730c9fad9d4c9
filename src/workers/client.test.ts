import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TrainerClient } from './client.ts'
import type { TrainerEvent } from './protocol.ts'
import { TrainerThread } from './trainerThread.ts'

class FakeWorker extends EventTarget {
  static newest: FakeWorker
  isTerminated = false

  constructor() {
    super()
    FakeWorker.newest = this
  }

  postMessage(): void {}

  terminate(): void {
    this.isTerminated = true
  }
}

/** The page's end of a port: one for calls, and the newest of an engine is that which its events come through. */
class FakePort extends EventTarget {
  onmessage?: (event: { data: TrainerEvent }) => void
  onmessageerror?: () => void
  readonly sent: unknown[] = []

  postMessage(message: unknown): void {
    this.sent.push(message)
  }

  start(): void {}
  close(): void {}
}

class FakeChannel {
  static newest: FakeChannel
  readonly port1 = new FakePort()
  readonly port2 = new FakePort()

  constructor() {
    FakeChannel.newest = this
  }
}

/** The browser's locks; each request waits until the test grants it. */
class FakeLocks {
  readonly waiting: { readonly name: string; readonly grant: () => void; readonly signal: AbortSignal }[] = []

  request(name: string, { signal }: { signal: AbortSignal }): Promise<void> {
    return new Promise((grant, reject) => {
      this.waiting.push({ name, grant, signal })
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  }
}

function openClient(thread?: TrainerThread) {
  const lost: string[] = []
  const events: TrainerEvent[] = []
  const client = new TrainerClient({
    baseUrl: 'http://localhost/',
    backend: 'wasm',
    kernels: 'auto',
    ...(thread && { thread }),
    onEvent: (event) => events.push(event),
    onLost: ({ kind, reason }) => lost.push(`${kind}: ${reason}`),
  })
  const { port1 } = FakeChannel.newest
  const say = (event: TrainerEvent) => port1.onmessage?.({ data: event })
  /** So many seconds with a heartbeat twice in each. */
  const beat = (seconds: number) => {
    for (let i = 0; i < 2 * seconds; i++) {
      vi.advanceTimersByTime(500)
      say({ type: 'heartbeat' })
    }
  }
  return { client, worker: FakeWorker.newest, channel: FakeChannel.newest, lost, events, say, beat }
}

describe('TrainerClient', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('Worker', FakeWorker)
    vi.stubGlobal('MessageChannel', FakeChannel)
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it('[W23] three seconds of silence are a loss: open calls are rejected, the worker is ended', async () => {
    const { client, worker, lost, beat } = openClient()
    beat(10)
    const calling = client.call((trainer) => trainer.memory())
    vi.advanceTimersByTime(2_900)
    expect([lost, worker.isTerminated]).toEqual([[], false])
    vi.advanceTimersByTime(700)
    expect([lost, worker.isTerminated]).toEqual([['worker: it has stopped answering'], true])
    await expect(calling).rejects.toMatchObject({ name: 'EngineLostError' })
    await expect(client.call((trainer) => trainer.memory())).rejects.toMatchObject({ name: 'EngineLostError' })
  })

  it('[W23] a script that is slow to load is waited for', () => {
    const { lost } = openClient()
    vi.advanceTimersByTime(50_000)
    expect(lost).toEqual([])
    vi.advanceTimersByTime(11_000)
    expect(lost).toEqual(['start: it has stopped answering'])
  })

  it('[W23] a script that fails is told apart from a worker that has been there', () => {
    const early = openClient()
    early.worker.dispatchEvent(new Event('error'))
    const late = openClient()
    late.beat(1)
    late.worker.dispatchEvent(new Event('error'))
    expect([early.lost, late.lost]).toEqual([['start: its script could not be loaded'], ['worker: its script could not be loaded']])
  })

  it('[W23] a lost GPU and a message that can not be read are losses at once, each told once', () => {
    const gpu = openClient()
    gpu.say({ type: 'heartbeat' })
    gpu.say({ type: 'gpu-lost' })
    gpu.say({ type: 'gpu-lost' })
    expect(gpu.lost).toEqual(['gpu: the graphics context was lost'])
    const garbled = openClient()
    garbled.say({ type: 'heartbeat' })
    garbled.channel.port1.onmessageerror?.()
    expect(garbled.lost).toHaveLength(1)
  })

  it('[W23] a worker whose lock comes free is dead, whatever silence it had announced; it is told once', async () => {
    const locks = new FakeLocks()
    vi.stubGlobal('navigator', { locks })
    const { client, worker, lost, beat, say } = openClient()
    say({ type: 'life-lock', name: 'a lock' })
    beat(1)
    say({ type: 'busy', upToMs: 60_000 })
    const calling = client.call((trainer) => trainer.memory())
    expect([locks.waiting.map(({ name }) => name), lost]).toEqual([['a lock'], []])
    locks.waiting[0]?.grant()
    await expect(calling).rejects.toMatchObject({ name: 'EngineLostError' })
    vi.advanceTimersByTime(70_000)
    expect([lost, worker.isTerminated]).toEqual([['worker: it has died'], true])
  })

  it('[W23] a client that has ended its worker queues for nothing and reports no death', async () => {
    const locks = new FakeLocks()
    vi.stubGlobal('navigator', { locks })
    const { client, lost, beat, say } = openClient()
    say({ type: 'life-lock', name: 'a lock' })
    beat(1)
    client.terminate()
    expect(locks.waiting[0]?.signal.aborted).toBe(true)
    locks.waiting[0]?.grant()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(lost).toEqual([])
  })

  it('[W23] to tell of its lock is no sign yet that the worker has come up', () => {
    const { lost, say } = openClient()
    say({ type: 'life-lock', name: 'a lock' })
    vi.advanceTimersByTime(50_000)
    expect(lost).toEqual([])
  })

  it('[W32] announced work may be silent for as long as was announced', () => {
    const { lost, beat, say } = openClient()
    beat(1)
    say({ type: 'busy', upToMs: 20_000 })
    vi.advanceTimersByTime(19_500)
    expect(lost).toEqual([])
    vi.advanceTimersByTime(1_500)
    expect(lost).toHaveLength(1)
  })

  it('[W35] engines in one thread are lost together, each told once, and what one computes the others are silent for', async () => {
    const thread = new TrainerThread()
    const [one, other] = [openClient(thread), openClient(thread)]
    one.beat(1)
    other.beat(1)
    one.say({ type: 'busy', upToMs: 20_000 })
    vi.advanceTimersByTime(19_000)
    expect([one.lost, other.lost]).toEqual([[], []])
    const calling = other.client.call((trainer) => trainer.memory())
    one.say({ type: 'gpu-lost' })
    await expect(calling).rejects.toMatchObject({ name: 'EngineLostError' })
    vi.advanceTimersByTime(60_000)
    expect([one.lost, other.lost]).toEqual([['gpu: the graphics context was lost'], ['gpu: the graphics context was lost']])
    expect([thread.isEnded, one.worker.isTerminated]).toEqual([true, true])
  })

  it('[W35] one that leaves a thread is released there and loses nobody; the last one ends it', () => {
    const thread = new TrainerThread()
    const [one, other] = [openClient(thread), openClient(thread)]
    one.beat(1)
    one.say({ type: 'busy', upToMs: 60_000 })
    one.client.terminate()
    other.beat(1)
    expect([thread.isEnded, other.lost]).toEqual([false, []])
    // What it had announced went with it.
    vi.advanceTimersByTime(4_000)
    expect(other.lost).toEqual(['worker: it has stopped answering'])
    const alone = openClient()
    alone.client.terminate()
    expect(alone.worker.isTerminated).toBe(true)
  })

  it('[W23] a page that slept takes nobody for dead', () => {
    const { lost, beat } = openClient()
    beat(2)
    // The clock leaps, and no timer ran meanwhile.
    vi.setSystemTime(Date.now() + 8 * 3_600_000)
    const slept = vi.spyOn(performance, 'now').mockImplementation(() => 8 * 3_600_000 + Date.now())
    vi.advanceTimersByTime(500)
    expect(lost).toEqual([])
    slept.mockRestore()
  })

  it('[W23] what is told after a loss or an end counts no more', () => {
    const { client, lost, events, beat, say } = openClient()
    beat(1)
    client.terminate()
    say({ type: 'changed', runId: 'a' })
    say({ type: 'gpu-lost' })
    vi.advanceTimersByTime(60_000)
    expect([lost, events]).toEqual([[], []])
  })
})
