import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ClientOptions } from '../workers/client.ts'
import { LaneEngine, SupersededError } from './laneEngine.ts'

/** A worker's client whose every answer is given by the test. */
class FakeClient {
  readonly options: ClientOptions
  isTerminated = false
  open: () => void = () => {}
  refuse: (error: Error) => void = () => {}
  lose: (error: Error) => void = () => {}
  readonly opened: Promise<void>
  /** What has reached the worker, in order. */
  readonly heard: string[] = []
  readonly #answers: (() => void)[] = []
  readonly #lost: Promise<never>

  constructor(options: ClientOptions) {
    this.options = options
    this.opened = new Promise((resolve, reject) => {
      this.open = resolve
      this.refuse = reject
    })
    this.#lost = new Promise((_, reject) => {
      this.lose = reject
    })
    for (const promise of [this.opened, this.#lost]) promise.catch(() => {})
    clients.push(this)
  }

  call(ask: (trainer: unknown) => Promise<unknown>): Promise<unknown> {
    return Promise.race([ask(this.#trainer()), this.#lost])
  }

  terminate(): void {
    this.isTerminated = true
    const gone = Object.assign(new Error('replaced'), { name: 'EngineLostError' })
    this.lose(gone)
    this.refuse(gone)
  }

  /** Lets the oldest open load be done. */
  async answer(): Promise<void> {
    this.#answers.shift()?.()
    await settle()
  }

  #trainer(): unknown {
    const load = ({ runId }: { runId: string }) => {
      this.heard.push(`load ${runId}`)
      return new Promise((resolve) => this.#answers.push(() => resolve({ kept: 'none' })))
    }
    const play = async (runId: string) => {
      this.heard.push(`play ${runId}`)
      return runId
    }
    return { load, play }
  }
}

const clients: FakeClient[] = []

vi.mock('../workers/client.ts', () => ({
  TrainerClient: class {
    constructor(options: ClientOptions) {
      // biome-ignore lint/correctness/noConstructorReturn: stands in for the real class.
      return new FakeClient(options)
    }
  },
}))

async function settle(): Promise<void> {
  for (let i = 0; i < 30; i++) await Promise.resolve()
}

function openEngine() {
  const said: string[] = []
  const engine = new LaneEngine('http://localhost/', {
    onReady: () => said.push('ready'),
    onChanged: (runId) => said.push(`changed ${runId}`),
    onLost: (reason) => said.push(`lost: ${reason}`),
    onRefused: (reason) => said.push(`refused: ${reason}`),
  })
  engine.start('wasm')
  return { engine, said, client: clients.at(-1) as FakeClient }
}

const load = (runId: string) => ({ runId, revision: 0, spec: {} as never })
type Player = { play(runId: string): Promise<string> }
const play = (runId: string) => (trainer: unknown) => (trainer as Player).play(runId)

describe('LaneEngine', () => {
  beforeEach(() => {
    clients.length = 0
  })

  it('[W12] commands given before the worker stands reach it in the order they were given', async () => {
    const { engine, said, client } = openEngine()
    const loading = engine.load(load('a'))
    const playing = engine.call(play('a') as never)
    await settle()
    expect(client.heard).toEqual([])
    client.open()
    await settle()
    expect([client.heard, said]).toEqual([['load a'], ['ready']])
    await client.answer()
    expect(client.heard).toEqual(['load a', 'play a'])
    expect([await loading, await playing]).toEqual(['none', 'a'])
  })

  it('[W13] a load that a newer one has overtaken is skipped and rejected as superseded', async () => {
    const { engine, client } = openEngine()
    const [first, second, third] = [engine.load(load('a')), engine.load(load('b')), engine.load(load('c'))]
    const outcomes = Promise.allSettled([first, second, third])
    client.open()
    await settle()
    expect(client.heard).toEqual(['load c'])
    await client.answer()
    const [one, two, three] = await outcomes
    expect(one).toMatchObject({ status: 'rejected', reason: expect.any(SupersededError) })
    expect(two).toMatchObject({ status: 'rejected', reason: expect.any(SupersededError) })
    expect(three).toEqual({ status: 'fulfilled', value: 'none' })
  })

  it('[W13] a command waits for the newest load, not for the one it was given after', async () => {
    const { engine, client } = openEngine()
    client.open()
    const first = engine.load(load('a'))
    await settle()
    const playing = engine.call(play('b') as never)
    const second = engine.load(load('b'))
    await client.answer()
    expect(client.heard).toEqual(['load a', 'load b'])
    await client.answer()
    expect(client.heard).toEqual(['load a', 'load b', 'play b'])
    await Promise.all([first, second, playing])
  })

  it('[W14] an engine that is lost rejects what is open', async () => {
    const { engine, client } = openEngine()
    client.open()
    const loading = engine.load(load('a'))
    await settle()
    client.terminate()
    await expect(loading).rejects.toMatchObject({ name: 'EngineLostError' })
    await expect(engine.call(play('a') as never)).rejects.toMatchObject({ name: 'EngineLostError' })
  })

  it('[W14] started again, it ends the former worker and speaks only for the new one', async () => {
    const { engine, said, client } = openEngine()
    engine.start('cpu')
    const second = clients.at(-1) as FakeClient
    expect([client.isTerminated, second.options.backend]).toEqual([true, 'cpu'])
    client.open()
    await settle()
    expect(said).toEqual([])
    second.open()
    await settle()
    expect(said).toEqual(['ready'])
    const loading = engine.load(load('b'))
    await settle()
    await second.answer()
    expect([await loading, second.heard, client.heard]).toEqual(['none', ['load b'], []])
  })

  it('[W14] tells of a backend that can not be had, of a change and of a loss', async () => {
    const { said, client } = openEngine()
    client.options.onEvent({ type: 'changed', runId: 'a' })
    client.options.onEvent({ type: 'heartbeat' })
    client.refuse(new Error("backend 'webgl' can't be started here"))
    await settle()
    client.options.onLost('it has stopped answering')
    expect(said).toEqual(['changed a', "refused: backend 'webgl' can't be started here", 'lost: it has stopped answering'])
  })

  it('[W14] a call before any worker was started is refused', async () => {
    const engine = new LaneEngine('http://localhost/', { onReady() {}, onChanged() {}, onLost() {}, onRefused() {} })
    await expect(engine.call(play('a') as never)).rejects.toThrow('has not been started')
  })
})
