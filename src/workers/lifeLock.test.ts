import { afterEach, describe, expect, it, vi } from 'vitest'
import { holdLifeLock, watchLifeLock } from './lifeLock.ts'

type Granted = () => unknown
interface Waiting {
  readonly grant: Granted
  readonly settle: (value: unknown) => void
}

/** Exclusive locks as a browser has them: first come, first served; what a dead worker held goes to the next. */
class FakeLocks {
  readonly #queues = new Map<string, Waiting[]>()

  get names(): string[] {
    return [...this.#queues.keys()]
  }

  request(name: string, ...[options, grant]: [Granted] | [{ signal: AbortSignal }, Granted]): Promise<unknown> {
    return new Promise((settle, reject) => {
      const queue = this.#queues.get(name) ?? []
      const waiting = { grant: grant ?? (options as Granted), settle }
      this.#queues.set(name, [...queue, waiting])
      if (queue.length === 0) this.#give(name)
      if (typeof options === 'function') return
      options.signal.addEventListener('abort', () => {
        const [holder, ...others] = this.#queues.get(name) ?? []
        if (holder) this.#queues.set(name, [holder, ...others.filter((other) => other !== waiting)])
        reject(options.signal.reason)
      })
    })
  }

  /** How many hold this lock or wait for it. */
  depth(name: string): number {
    return this.#queues.get(name)?.length ?? 0
  }

  /** Whoever holds it is gone. */
  async die(name: string): Promise<void> {
    this.#queues.set(name, (this.#queues.get(name) ?? []).slice(1))
    this.#give(name)
    await settled()
  }

  #give(name: string): void {
    const first = this.#queues.get(name)?.[0]
    if (first) void Promise.resolve(first.grant()).then(first.settle)
  }
}

async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve()
}

/** A worker that lives, and a page that watches it. */
function openBoth() {
  const fake = new FakeLocks()
  const locks = fake as unknown as LockManager
  const held: string[] = []
  holdLifeLock((name) => held.push(name), locks)
  const name = held[0] as string
  const onDead = vi.fn()
  return { fake, locks, held, name, onDead, stop: watchLifeLock(name, onDead, locks) }
}

describe('life lock', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('[W23] the page learns of a death when it is given the dead one’s lock, and not before', async () => {
    const { fake, name, onDead } = openBoth()
    await settled()
    expect(onDead).not.toHaveBeenCalled()
    await fake.die(name)
    expect(onDead).toHaveBeenCalledTimes(1)
  })

  it('[W23] each worker has a lock of its own', async () => {
    const { fake, locks, name, held, onDead } = openBoth()
    holdLifeLock((other) => held.push(other), locks)
    expect(new Set(held).size).toBe(2)
    await fake.die(held[1] as string)
    expect(onDead).not.toHaveBeenCalled()
    expect(fake.names).toContain(name)
  })

  it('[W23] nobody who has stopped watching is told, nor waits any longer', async () => {
    const { fake, name, onDead, stop } = openBoth()
    stop()
    expect(fake.depth(name)).toBe(1)
    await fake.die(name)
    expect(onDead).not.toHaveBeenCalled()
  })

  it('[W23] a page that is left watches no longer', async () => {
    const page = new EventTarget()
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
    const { fake, name, onDead } = openBoth()
    page.dispatchEvent(new Event('pagehide'))
    expect(fake.depth(name)).toBe(1)
    await fake.die(name)
    expect(onDead).not.toHaveBeenCalled()
  })

  it('[W23] without locks, or where they are refused, nothing is held and nobody dies of it', async () => {
    const onHeld = vi.fn()
    const onDead = vi.fn()
    const refusing = { request: () => Promise.reject(new DOMException('no storage here', 'SecurityError')) } as unknown as LockManager
    holdLifeLock(onHeld, refusing)
    watchLifeLock('a', onDead, refusing)
    vi.stubGlobal('navigator', {})
    holdLifeLock(onHeld)
    watchLifeLock('a', onDead)
    await settled()
    expect([onHeld.mock.calls, onDead.mock.calls]).toEqual([[], []])
  })
})
