import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ASK_AGAIN_MS, InStep, type LaneChannel } from './inStep.ts'
import type { LaneWord, RunId } from './protocol.ts'

const AHEAD = 100

/** A channel whose words arrive when the test lets them: in order between any two, in any order otherwise. */
class Bus {
  readonly #links = new Map<string, { readonly to: FakeChannel; readonly words: LaneWord[] }>()
  readonly #channels = new Set<FakeChannel>()
  #joined = 0

  open(): FakeChannel {
    const channel = new FakeChannel(this, this.#joined++)
    this.#channels.add(channel)
    return channel
  }

  send(from: FakeChannel | null, word: LaneWord): void {
    for (const to of this.#channels) {
      if (to === from) continue
      const key = `${from?.number} to ${to.number}`
      const link = this.#links.get(key) ?? { to, words: [] }
      link.words.push(word)
      this.#links.set(key, link)
    }
  }

  leave(channel: FakeChannel): void {
    this.#channels.delete(channel)
  }

  /** Delivers the next word of one of the links that have any, whichever `pick` means. */
  deliver(pick: number): void {
    const waiting = [...this.#links.values()].filter(({ words }) => words.length > 0)
    const link = waiting[pick % waiting.length]
    const data = link?.words.shift()
    link?.to.onmessage?.({ data } as MessageEvent<LaneWord>)
  }

  deliverAll(): void {
    while ([...this.#links.values()].some(({ words }) => words.length > 0)) this.deliver(0)
  }
}

class FakeChannel implements LaneChannel {
  onmessage: ((event: MessageEvent<LaneWord>) => void) | null = null
  readonly said: LaneWord[] = []
  readonly number: number
  readonly #bus: Bus

  constructor(bus: Bus, number: number) {
    this.#bus = bus
    this.number = number
  }

  postMessage(word: LaneWord): void {
    this.said.push(word)
    this.#bus.send(this, word)
  }

  close(): void {
    this.#bus.leave(this)
  }
}

/** Lanes on one bus, each told that all belong together. */
function openGroup(ids: readonly RunId[], { aheadSamples = AHEAD, tellSamples = 0 } = {}) {
  const bus = new Bus()
  const join = (id: RunId, members: readonly RunId[] = ids) => {
    const channel = bus.open()
    const lane = new InStep(id, channel)
    lane.follow({ members, aheadSamples, tellSamples })
    return { lane, channel }
  }
  return { bus, join }
}

function at(runId: RunId, samplesSeen: number): LaneWord {
  return { says: 'at', runId, samplesSeen }
}

function out(runId: RunId): LaneWord {
  return { says: 'out', runId }
}

function where(runId: RunId, isWaiting: boolean): LaneWord {
  return { says: 'where', runId, isWaiting }
}

/** How far a lane that stands far ahead of all may go. */
function limitOf(lane: InStep): number {
  let [allowed, refused] = [0, 1e6]
  if (lane.isStepAllowed(refused, refused)) return Number.POSITIVE_INFINITY
  while (refused - allowed > 1) {
    const middle = Math.floor((allowed + refused) / 2)
    if (lane.isStepAllowed(1e6, middle)) allowed = middle
    else refused = middle
  }
  return allowed
}

describe('InStep', () => {
  it('[W42] a member of whom nothing has been heard is waited for at its beginning', () => {
    const { join } = openGroup(['a', 'b'])
    expect(limitOf(join('a').lane)).toBe(AHEAD)
  })

  it('[W42] the slowest counts, whoever else is further', () => {
    const { bus, join } = openGroup(['a', 'b', 'c'])
    const { lane } = join('a')
    const others = [join('b').lane, join('c').lane]
    others[0]?.tell(700)
    others[1]?.tell(500)
    bus.deliverAll()
    expect(limitOf(lane)).toBe(500 + AHEAD)
    others[1]?.tell(900)
    bus.deliverAll()
    expect(limitOf(lane)).toBe(700 + AHEAD)
  })

  it('[W42] one that is out is not waited for, and is again once it trains', () => {
    const { bus, join } = openGroup(['a', 'b'])
    const [a, b] = [join('a').lane, join('b').lane]
    b.tell(300)
    bus.deliverAll()
    expect(limitOf(a)).toBe(300 + AHEAD)
    b.leave()
    bus.deliverAll()
    expect(limitOf(a)).toBe(Number.POSITIVE_INFINITY)
    b.tell(300)
    bus.deliverAll()
    expect(limitOf(a)).toBe(300 + AHEAD)
  })

  it('[W42] one that rests may begin any moment, and says that it is out only to who waits', () => {
    const { bus, join } = openGroup(['a', 'b'])
    const [a, b] = [join('a'), join('b')]
    bus.deliverAll()
    expect(limitOf(a.lane)).toBe(AHEAD)
    bus.send(a.channel, where('a', true))
    bus.deliverAll()
    expect(limitOf(a.lane)).toBe(Number.POSITIVE_INFINITY)
    // Named anew, it is waited for where it was; it has not been told to train yet.
    b.lane.tell(200)
    b.lane.leave()
    bus.deliverAll()
    expect(limitOf(a.lane)).toBe(Number.POSITIVE_INFINITY)
    a.lane.follow({ members: ['a', 'b'], aheadSamples: AHEAD, tellSamples: 0 })
    bus.deliverAll()
    expect(limitOf(a.lane)).toBe(200 + AHEAD)
  })

  it('[W41] tells where it is when that has become worth a word, and all of it once it waits', () => {
    const { bus, join } = openGroup(['a', 'b'], { tellSamples: 30 })
    const [a, b] = [join('a'), join('b')]
    const heard = (seen: number) => {
      b.lane.tell(seen)
      bus.deliverAll()
      return limitOf(a.lane) - AHEAD
    }
    expect([10, 20, 39, 40, 69, 70].map(heard)).toEqual([10, 10, 10, 40, 40, 70])
    expect(heard(99)).toBe(70)
    void b.lane.changed()
    bus.deliverAll()
    expect(limitOf(a.lane)).toBe(99 + AHEAD)
    // Put back to a checkpoint.
    expect(heard(50)).toBe(50)
    b.lane.close()
  })

  it('[W42] who joins hears where the others are, and tells them where it is', () => {
    const { bus, join } = openGroup(['a', 'b', 'c'])
    const [a, b] = [join('a'), join('b')]
    a.lane.tell(800)
    b.lane.tell(900)
    bus.deliverAll()
    const newcomer = join('c')
    newcomer.lane.tell(0)
    bus.deliverAll()
    expect(limitOf(newcomer.lane)).toBe(800 + AHEAD)
    expect(limitOf(a.lane)).toBe(AHEAD)
  })

  it('[W42] nothing is waited for that the page does not name: a former run, another group’s', () => {
    const { bus, join } = openGroup(['a', 'b'])
    const { lane } = join('a')
    bus.send(null, at('b', 300))
    bus.send(null, at('former', 5))
    bus.deliverAll()
    expect(limitOf(lane)).toBe(300 + AHEAD)
    lane.follow({ members: ['a'], aheadSamples: AHEAD, tellSamples: 0 })
    expect(limitOf(lane)).toBe(Number.POSITIVE_INFINITY)
  })

  it('[W42] one that comes back to the page’s list is waited for until it speaks; one that stayed in it is known', () => {
    const { bus, join } = openGroup(['a', 'b', 'c'])
    const { lane } = join('a')
    for (const id of ['b', 'c']) bus.send(null, at(id, 900))
    bus.deliverAll()
    lane.follow({ members: ['a', 'c'], aheadSamples: AHEAD, tellSamples: 0 })
    expect(limitOf(lane)).toBe(900 + AHEAD)
    lane.follow({ members: ['a', 'b', 'c'], aheadSamples: AHEAD, tellSamples: 0 })
    expect(limitOf(lane)).toBe(AHEAD)
    // Put back to a checkpoint: behind where it had been.
    bus.send(null, at('b', 600))
    bus.deliverAll()
    expect(limitOf(lane)).toBe(600 + AHEAD)
  })

  it('[W42] what was said before the page named the speaker is remembered', () => {
    const { bus, join } = openGroup(['a'])
    const { lane } = join('a')
    bus.send(null, at('b', 300))
    bus.deliverAll()
    expect(limitOf(lane)).toBe(Number.POSITIVE_INFINITY)
    lane.follow({ members: ['a', 'b'], aheadSamples: AHEAD, tellSamples: 0 })
    expect(limitOf(lane)).toBe(300 + AHEAD)
  })

  it('[W41] the slowest may always step, however large its batch', () => {
    const { bus, join } = openGroup(['a', 'b'], { aheadSamples: 10 })
    const [a, b] = [join('a').lane, join('b').lane]
    for (const lane of [a, b]) lane.tell(0)
    bus.deliverAll()
    expect(a.isStepAllowed(0, 512)).toBe(true)
    a.tell(512)
    bus.deliverAll()
    expect([a.isStepAllowed(512, 1_024), b.isStepAllowed(0, 512)]).toEqual([false, true])
  })

  it('[W42] says only what is new, but answers whoever asks', () => {
    const { bus, join } = openGroup(['a', 'b'])
    const { lane, channel } = join('a')
    channel.said.length = 0
    const asked = (isWaiting: boolean) => {
      bus.send(null, where('b', isWaiting))
      bus.deliverAll()
    }
    lane.leave()
    asked(false)
    asked(true)
    expect(channel.said).toEqual([out('a')])
    lane.tell(64)
    lane.tell(64)
    asked(false)
    lane.leave()
    lane.leave()
    expect(channel.said).toEqual([out('a'), at('a', 64), at('a', 64), out('a')])
  })

  it('[W42] closed, it has said that it is out and hears no more', async () => {
    const { bus, join } = openGroup(['a', 'b'])
    const [a, b] = [join('a'), join('b')]
    a.lane.tell(64)
    const waiting = a.lane.changed()
    a.lane.close()
    await waiting
    b.lane.tell(500)
    bus.deliverAll()
    expect(limitOf(b.lane)).toBe(Number.POSITIVE_INFINITY)
    expect([limitOf(a.lane), a.channel.onmessage]).toEqual([AHEAD, null])
  })

  describe('whoever waits', () => {
    beforeEach(() => vi.useFakeTimers())
    afterEach(() => vi.useRealTimers())

    it('[W41] is woken by a word of a member and by a new list, and leaves no timer behind', async () => {
      const { bus, join } = openGroup(['a', 'b'])
      const { lane } = join('a')
      const byWord = lane.changed()
      bus.send(null, at('b', 64))
      bus.deliverAll()
      await byWord
      const byList = lane.changed()
      lane.follow({ members: ['a'], aheadSamples: AHEAD, tellSamples: 0 })
      await byList
      lane.close()
      expect(vi.getTimerCount()).toBe(0)
    })

    it('[W41] asks again each second, lest a word was lost, however many others speak', async () => {
      const { bus, join } = openGroup(['a', 'b', 'c'])
      const [a, b, c] = [join('a'), join('b'), join('c')]
      for (const { lane } of [b, c]) lane.tell(0)
      bus.deliverAll()
      b.lane.tell(900)
      // Lost.
      const hear = a.channel.onmessage
      a.channel.onmessage = null
      bus.deliverAll()
      a.channel.onmessage = hear
      for (let seen = 1; seen <= 10; seen++) {
        const looking = a.lane.changed()
        c.lane.tell(1_000 * seen)
        bus.deliverAll()
        await looking
        expect(limitOf(a.lane)).toBe(AHEAD)
        vi.advanceTimersByTime(ASK_AGAIN_MS / 10 - 1)
      }
      const looking = a.lane.changed()
      vi.advanceTimersByTime(ASK_AGAIN_MS / 10)
      await looking
      bus.deliverAll()
      expect(limitOf(a.lane)).toBe(900 + AHEAD)
    })

    it('[W42] a member that rests holds it up for a second at most', async () => {
      const { bus, join } = openGroup(['a', 'b'])
      const a = join('a').lane
      join('b')
      bus.deliverAll()
      const looking = a.changed()
      vi.advanceTimersByTime(ASK_AGAIN_MS)
      await looking
      bus.deliverAll()
      expect(limitOf(a)).toBe(Number.POSITIVE_INFINITY)
    })

    it('[W41] asks as often as it must, and no more once it waits no longer', async () => {
      const { bus, join } = openGroup(['a', 'b'])
      const { lane, channel } = join('a')
      channel.said.length = 0
      for (let second = 0; second < 3; second++) {
        const looking = lane.changed()
        vi.advanceTimersByTime(ASK_AGAIN_MS)
        await looking
      }
      expect(channel.said).toEqual(Array(3).fill(where('a', true)))
      const looking = lane.changed()
      bus.send(null, at('b', 64))
      bus.deliverAll()
      await looking
      vi.advanceTimersByTime(5 * ASK_AGAIN_MS)
      expect(channel.said).toHaveLength(3)
    })
  })
})

/** A lane of the model: it steps when allowed, as a loop does. */
interface Walker {
  readonly id: RunId
  readonly lane: InStep
  readonly batch: number
  readonly ahead: number
  seen: number
  isTraining: boolean
}

type Move = { readonly kind: 'step' | 'deliver' | 'toggle'; readonly pick: number }

const moves = fc.array(
  fc.record<Move>({ kind: fc.constantFrom('step', 'step', 'step', 'deliver', 'deliver', 'deliver', 'toggle'), pick: fc.nat(1_000) }),
  { maxLength: 300 },
)
/** Steps of each lane, and how many of its batches it may be ahead by. */
const lanes = fc.array(fc.record({ batch: fc.integer({ min: 20, max: 300 }), steps: fc.integer({ min: 1, max: 20 }) }), {
  minLength: 2,
  maxLength: 4,
})

/** While they train they tell where they are after this share of what the most careful of them may be ahead. */
const untold = fc.constantFrom(0, 0.35, 1)

function walk(shapes: readonly { batch: number; steps: number }[], untoldShare: number) {
  const bus = new Bus()
  const ids = shapes.map((_, i) => `run ${i}`)
  const walkers = shapes.map(({ batch, steps }, i): Walker => {
    const lane = new InStep(ids[i] as RunId, bus.open())
    lane.tell(0)
    return { id: ids[i] as RunId, lane, batch, ahead: steps * batch, seen: 0, isTraining: true }
  })
  const tellSamples = untoldShare * Math.min(...walkers.map(({ ahead }) => ahead))
  for (const { lane, ahead } of walkers) lane.follow({ members: ids, aheadSamples: ahead, tellSamples })
  const mayStep = ({ lane, seen, batch, isTraining }: Walker) => isTraining && lane.isStepAllowed(seen, seen + batch)
  const step = (walker: Walker) => {
    walker.seen += walker.batch
    walker.lane.tell(walker.seen)
  }
  return { bus, walkers, mayStep, step }
}

describe('a group in step', () => {
  it('[W41] no step begins further ahead of the slowest than allowed, in whatever order words arrive', () => {
    fc.assert(
      fc.property(lanes, moves, untold, (shapes, order, share) => {
        const { bus, walkers, mayStep, step } = walk(shapes, share)
        for (const { kind, pick } of order) {
          const walker = walkers[pick % walkers.length] as Walker
          if (kind === 'deliver') bus.deliver(pick)
          else if (kind === 'step' && mayStep(walker)) {
            // What has been told never lies ahead of where a lane is, so that this holds for where they are.
            const slowest = Math.min(...walkers.filter((other) => other !== walker).map(({ seen }) => seen))
            expect(walker.seen + walker.batch).toBeLessThanOrEqual(slowest + walker.ahead)
            step(walker)
          }
        }
      }),
    )
  })

  it('[W41] once all has been heard some lane can step, and all come to their end, though some rest on the way', () => {
    const END = 3_000
    fc.assert(
      fc.property(lanes, moves, untold, (shapes, order, share) => {
        const { bus, walkers, mayStep, step } = walk(shapes, share)
        for (const { kind, pick } of order) {
          const walker = walkers[pick % walkers.length] as Walker
          if (kind === 'deliver') bus.deliver(pick)
          else if (kind === 'step' && mayStep(walker)) step(walker)
          else if (kind === 'toggle') {
            walker.isTraining = !walker.isTraining
            if (walker.isTraining) walker.lane.tell(walker.seen)
            else walker.lane.leave()
          }
        }
        for (;;) {
          bus.deliverAll()
          const training = walkers.filter(({ isTraining }) => isTraining)
          if (training.length === 0) break
          for (const walker of training) if (!mayStep(walker)) void walker.lane.changed()
          bus.deliverAll()
          const free = training.filter(mayStep)
          expect(free.length).toBeGreaterThan(0)
          for (const walker of free) {
            step(walker)
            if (walker.seen < END) continue
            walker.isTraining = false
            walker.lane.leave()
          }
        }
        for (const { lane } of walkers) lane.close()
      }),
    )
  })
})
