import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Metrics } from '../engine/metrics.ts'
import { PRESETS } from '../spec/presets.ts'
import { sweepRuns } from '../spec/sweep.ts'
import type { LoadOptions, RunProblem } from '../workers/protocol.ts'
import { SweepPool } from './sweepPool.ts'
import type { SweepInTraining, SweepOutcome } from './sweepState.ts'
import type { SweepClient } from './sweepTrainer.ts'

type Ask = Parameters<SweepClient['call']>[0]

/** A worker's client: its runs end when the test says so, in the status it says. */
class FakeClient {
  readonly backend: string
  isEnded = false
  opened: Promise<void> = Promise.resolve()
  /** What is in it; null before the first. */
  loaded: LoadOptions | null = null
  readonly heard: string[] = []
  samplesSeen = 0
  problem: RunProblem | null = null
  readonly #open = new Set<(error: Error) => void>()
  #trained: ((metrics: Metrics) => void) | null = null

  constructor(backend: string) {
    this.backend = backend
  }

  call(ask: Ask): Promise<never> {
    if (this.isEnded) return Promise.reject(gone())
    return new Promise((resolve, reject) => {
      this.#open.add(reject)
      ask(this.#trainer() as never).then(resolve as never, reject)
    })
  }

  terminate(): void {
    this.isEnded = true
    for (const reject of this.#open) reject(gone())
  }

  get isTraining(): boolean {
    return this.#trained !== null
  }

  async end(status: Metrics['status'] = 'done'): Promise<void> {
    this.#trained?.({ status, testLoss: 0.2, runId: this.loaded?.runId } as Metrics)
    this.#trained = null
    await settle()
  }

  #trainer(): object {
    return {
      load: async (options: LoadOptions) => {
        this.loaded = options
        this.heard.push(`load ${value(options)} ${options.spec.seed}`)
      },
      firstPictures: async () => {},
      train: () => {
        this.heard.push('train')
        return new Promise<Metrics>((resolve) => {
          this.#trained = resolve
        })
      },
      pause: async () => {
        this.heard.push('pause')
        if (this.#trained) void this.end('paused')
      },
      frame: async () => ({ metrics: { samplesSeen: this.samplesSeen }, progress: { samplesPlanned: 100 }, problem: this.problem ?? undefined }),
    }
  }
}

function value({ spec }: LoadOptions): number {
  return (spec.model.latent as { units: number }).units
}

function gone(): Error {
  return Object.assign(new Error('it has died'), { name: 'EngineLostError' })
}

async function settle(): Promise<void> {
  for (let i = 0; i < 60; i++) await Promise.resolve()
}

const runs = sweepRuns({ base: PRESETS.vanilla.spec, path: 'model.latent.units', values: [2, 4], seeds: 2 })

function openPool(workers: number, backend: 'wasm' | 'webgl' = 'wasm', connect = (name: string) => new FakeClient(name)) {
  const clients: FakeClient[] = []
  const outcomes: SweepOutcome[] = []
  let training: readonly SweepInTraining[] = []
  let isOver = false
  const pool = new SweepPool({
    ...{ runs, backend, workers },
    connect: (name) => {
      const client = connect(name)
      clients.push(client)
      return client as unknown as SweepClient
    },
    onOutcome: (outcome) => outcomes.push(outcome),
    onTraining: (now) => {
      training = now
    },
    onOver: () => {
      isOver = true
    },
  })
  const read = { isOver: () => isOver, training: () => training.map(({ run, share }) => [run.value, run.seed, share]) }
  return { pool, clients, outcomes, ...read }
}

const said = (outcomes: readonly SweepOutcome[]) => outcomes.map(({ run, status }) => `${run.value} ${run.seed} ${status}`)

describe('a sweep’s workers', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('[P132] train the runs in their order, one after another in each, and are gone when all have an outcome', async () => {
    const { pool, clients, outcomes, isOver } = openPool(2)
    pool.start()
    await settle()
    expect(clients.map(({ heard }) => heard)).toEqual([
      ['load 2 0', 'train'],
      ['load 4 0', 'train'],
    ])
    await clients[0]?.end()
    await clients[0]?.end()
    await clients[1]?.end()
    expect(clients.map(({ isEnded }) => isEnded)).toEqual([false, true])
    expect(isOver()).toBe(false)
    await clients[0]?.end('diverged')
    expect(said(outcomes)).toEqual(['2 0 done', '2 1 done', '4 0 done', '4 1 diverged'])
    expect(clients.map(({ isEnded }) => isEnded)).toEqual([true, true])
    expect(isOver()).toBe(true)
  })

  it('[P135] rest where they are while paused, and go on with the same run', async () => {
    const { pool, clients, outcomes } = openPool(1)
    pool.start()
    await settle()
    pool.pause()
    await settle()
    expect(clients[0]?.heard).toEqual(['load 2 0', 'train', 'pause'])
    expect(clients[0]?.isTraining).toBe(false)
    expect(outcomes).toEqual([])
    pool.goOn()
    await settle()
    expect(clients[0]?.heard).toEqual(['load 2 0', 'train', 'pause', 'train'])
    await clients[0]?.end()
    expect(said(outcomes)).toEqual(['2 0 done'])
    expect(clients).toHaveLength(1)
  })

  it('[P135] begin nothing new while paused', async () => {
    const { pool, clients } = openPool(1)
    pool.start()
    await settle()
    const { 0: client } = clients
    pool.pause()
    pool.workers = 2
    await settle()
    expect(clients).toHaveLength(1)
    pool.goOn()
    await settle()
    expect(clients.map(({ heard }) => heard.at(-1))).toEqual(['train', 'train'])
    expect(client?.isEnded).toBe(false)
  })

  it('[P136] are ended by stop, and what was under way has no outcome', async () => {
    const { pool, clients, outcomes, isOver } = openPool(2)
    pool.start()
    await settle()
    await clients[0]?.end()
    pool.stop()
    await settle()
    expect(said(outcomes)).toEqual(['2 0 done'])
    expect(clients.every(({ isEnded }) => isEnded)).toBe(true)
    expect(clients).toHaveLength(2)
    expect(isOver()).toBe(false)
  })

  it('[W48] one that dies is replaced once and its run begun anew; dying again, the run has failed and the next one trains', async () => {
    const { pool, clients, outcomes } = openPool(1)
    pool.start()
    await settle()
    clients[0]?.terminate()
    await settle()
    expect(clients.map(({ heard }) => heard)).toEqual([
      ['load 2 0', 'train'],
      ['load 2 0', 'train'],
    ])
    expect(clients[1]?.loaded?.runId).not.toBe(clients[0]?.loaded?.runId)
    clients[1]?.terminate()
    await settle()
    expect(outcomes).toMatchObject([{ status: 'failed', metrics: null, error: 'it has died' }])
    expect(clients[2]?.heard).toEqual(['load 4 0', 'train'])
    await clients[2]?.end()
    expect(said(outcomes)).toEqual(['2 0 failed', '4 0 done'])
  })

  it('[W48] a run whose training throws is not repeated', async () => {
    const { pool, clients, outcomes } = openPool(1)
    pool.start()
    await settle()
    Object.assign(clients[0] as FakeClient, { problem: { kind: 'failed', message: 'out of memory' } })
    await clients[0]?.end('failed')
    expect(outcomes).toMatchObject([{ status: 'failed', error: 'out of memory' }])
    expect(clients[1]?.heard).toEqual(['load 4 0', 'train'])
  })

  it('[W48] a file that can’t be read ends the run rather than holding up the sweep', async () => {
    const problem = { file: 'train-01.bin.gz', split: 'train', reason: 'missing', detail: '404', read: 0, wanted: 10 } as const
    const connect = (name: string) => Object.assign(new FakeClient(name), { problem: { kind: 'data', problem } as const })
    const { pool, clients, outcomes } = openPool(1, 'wasm', connect)
    pool.start()
    await settle()
    for (let i = 0; i < 2; i++) {
      vi.advanceTimersByTime(1_000)
      await settle()
    }
    expect(outcomes[0]).toMatchObject({ status: 'failed', error: 'train-01.bin.gz is missing (404); 0 of 10 pictures read.' })
    expect(clients[1]?.heard[0]).toBe('load 2 0')
  })

  it('[W48] a backend that can’t be had is left for wasm, by all that follow', async () => {
    const connect = (name: string) => {
      const client = new FakeClient(name)
      if (name === 'webgl') client.opened = Promise.reject(Object.assign(new Error('no webgl'), { name: 'BackendError' }))
      client.opened.catch(() => {})
      return client
    }
    const { pool, clients, outcomes } = openPool(1, 'webgl', connect)
    pool.start()
    await settle()
    expect(clients.map(({ backend }) => backend)).toEqual(['webgl', 'wasm'])
    await clients[1]?.end()
    await clients[1]?.end()
    expect(said(outcomes)).toEqual(['2 0 done', '4 0 done'])
    expect(clients).toHaveLength(2)
  })

  it('[P132] become more or fewer as cores come free, fewer at the end of a run', async () => {
    const { pool, clients, outcomes } = openPool(1)
    pool.start()
    await settle()
    pool.workers = 2
    await settle()
    expect(clients.map(({ isTraining }) => isTraining)).toEqual([true, true])
    pool.workers = 1
    await settle()
    expect(clients.map(({ isEnded }) => isEnded)).toEqual([false, false])
    await clients[0]?.end()
    expect(clients.map(({ isEnded }) => isEnded)).toEqual([true, false])
    await clients[1]?.end()
    await clients[1]?.end()
    await clients[1]?.end()
    expect(said(outcomes)).toEqual(['2 0 done', '4 0 done', '2 1 done', '4 1 done'])
    expect(clients).toHaveLength(2)
  })

  it('[P135] tell how far each run is', async () => {
    const { pool, clients, training } = openPool(1)
    pool.start()
    await settle()
    expect(training()).toEqual([[2, 0, 0]])
    Object.assign(clients[0] as FakeClient, { samplesSeen: 25 })
    vi.advanceTimersByTime(500)
    await settle()
    expect(training()).toEqual([[2, 0, 0.25]])
  })
})
