import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Checkpoint } from '../engine/checkpoint.ts'
import type { Goal } from '../engine/loop.ts'
import { editSpec } from '../spec/editSpec.ts'
import { PRESETS } from '../spec/presets.ts'
import type { ClientOptions, Loss } from '../workers/client.ts'
import type { LoadOptions, ResumeOptions, TrainerEvent } from '../workers/protocol.ts'
import { LaneEngine, SupersededError } from './laneEngine.ts'
import { LaneThreads } from './laneThreads.ts'
import type { EngineHandlers } from './laneWorker.ts'
import { SpareWorker } from './spareWorker.ts'

type Call = (...given: never[]) => Promise<unknown>

/** A worker's client whose every answer is given by the test. */
class FakeClient {
  readonly options: ClientOptions
  readonly backend: ClientOptions['backend']
  isLost = false
  open: () => void = () => {}
  refuse: (error: Error) => void = () => {}
  readonly opened: Promise<void>
  /** What has reached the worker, in order. */
  readonly heard: string[] = []
  readonly #answers: (() => void)[] = []
  readonly #open = new Set<(error: Error) => void>()

  constructor(options: ClientOptions) {
    this.options = options
    this.backend = options.backend
    this.opened = new Promise((resolve, reject) => {
      this.open = resolve
      this.refuse = reject
    })
    this.opened.catch(() => {})
    clients.push(this)
  }

  call(ask: (trainer: unknown) => Promise<unknown>): Promise<unknown> {
    if (this.isLost) return Promise.reject(gone())
    return new Promise((resolve, reject) => {
      this.#open.add(reject)
      ask(this.#trainer()).then(resolve, reject)
    })
  }

  terminate(): void {
    this.isLost = true
    this.refuse(gone())
    for (const reject of this.#open) reject(gone())
  }

  /** It dies, and the page notices. */
  die(kind: Loss['kind'] = 'worker'): void {
    this.terminate()
    this.options.onLost({ kind, reason: 'it has stopped answering' })
  }

  say(event: TrainerEvent): void {
    this.options.onEvent(event)
  }

  /** Lets the oldest open load or training be done. */
  async answer(): Promise<void> {
    this.#answers.shift()?.()
    await settle()
  }

  #trainer(): Record<string, Call> {
    const hear = (text: string, answer: unknown) => {
      this.heard.push(text)
      return Promise.resolve(answer)
    }
    const later = (text: string, answer: unknown) => {
      this.heard.push(text)
      return new Promise((resolve) => this.#answers.push(() => resolve(answer)))
    }
    return {
      load: ({ runId, inheritsWeights }: LoadOptions) => later(`load ${runId}${inheritsWeights ? ' on' : ''}`, { kept: 'none' }),
      resume: ({ runId, checkpoint, goesOn }: ResumeOptions) => hear(`resume ${runId} at ${checkpoint.step}${goesOn ? ', goes on' : ''}`, undefined),
      train: (runId: string, goal: Goal, goalId: number) => later(`train ${runId} ${JSON.stringify(goal)} #${goalId}`, 'trained'),
      metrics: (runId: string) => hear(`metrics ${runId}`, 'metrics'),
      play: (runId: string, speed: string) => hear(`play ${runId}${speed ? ` ${speed}` : ''}`, runId),
      pause: (runId: string) => hear(`pause ${runId}`, runId),
      setSpeed: (speed: string) => hear(`speed ${speed}`, undefined),
      edit: (runId: string, revision: number) => hear(`edit ${runId} ${revision}`, undefined),
    }
  }
}

function gone(): Error {
  return Object.assign(new Error('replaced'), { name: 'EngineLostError' })
}

const clients: FakeClient[] = []

vi.mock('../workers/trainerThread.ts', () => ({ TrainerThread: class {} }))

vi.mock('../workers/client.ts', () => ({
  EngineLostError: class extends Error {
    override readonly name = 'EngineLostError'
  },
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

const OPTIONS = { baseUrl: 'http://localhost/', kernels: 'auto' } as const

function handlersInto(said: string[]): EngineHandlers {
  return {
    onReady: () => said.push('ready'),
    onChanged: (runId) => said.push(`changed ${runId}`),
    onReplacing: ({ kind }, backend) => said.push(`${kind} lost, next ${backend}`),
    onReplaced: ({ backend, step, isTraining }) => said.push(`replaced on ${backend} at ${step}${isTraining ? ', trains' : ''}`),
    onLost: (reason) => said.push(`lost: ${reason}`),
  }
}

function openEngine(backend: ClientOptions['backend'] = 'wasm') {
  const said: string[] = []
  const engine = new LaneEngine(OPTIONS, handlersInto(said), {
    spare: new SpareWorker(OPTIONS, () => {}),
    threads: new LaneThreads({ isShared: false }),
  })
  engine.start(backend)
  return { engine, said, client: clients.at(-1) as FakeClient }
}

/** With a run of a hundred steps an epoch in it. */
async function openWithRun(backend?: ClientOptions['backend']) {
  const opened = openEngine(backend)
  opened.client.open()
  const loading = opened.engine.load(load('a'))
  await settle()
  await opened.client.answer()
  await loading
  opened.said.length = 0
  opened.client.heard.length = 0
  return opened
}

/** The worker that came last, its backend started. */
async function openNext(): Promise<FakeClient> {
  await settle()
  const client = clients.at(-1) as FakeClient
  client.open()
  await settle()
  return client
}

const BATCH = 128
const spec = editSpec(editSpec(PRESETS.vanilla.spec, 'data.train', 100 * BATCH), 'training.steps', 1_000)
const load = (runId: string) => ({ runId, revision: 0, spec })

function keptAt(step: number, { revision = 0, cycleStart = 0 } = {}): TrainerEvent {
  const cycle = { start: cycleStart * BATCH, length: 1_000 * BATCH, rateFactor: 1 }
  const checkpoint = { spec, step, samplesSeen: step * BATCH, cycle } as unknown as Checkpoint
  return { type: 'checkpoint', kept: { runId: 'a', revision, checkpoint } }
}

function begun(goalId: number, step: number): TrainerEvent {
  return { type: 'goal-begun', goalId, from: { step, samplesSeen: step * BATCH } }
}

type Player = { play(runId: string): Promise<string> }
const play = (runId: string) => (trainer: unknown) => (trainer as Player).play(runId)

describe('LaneEngine', () => {
  beforeEach(() => {
    clients.length = 0
    // One core: none is kept in reserve.
    vi.stubGlobal('navigator', { hardwareConcurrency: 1 })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
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

  it('[W14] an engine that is given up rejects what is open', async () => {
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
    expect([client.isLost, second.options.backend]).toEqual([true, 'cpu'])
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

  it('[W14] tells of a change; a wasm that can not be had is the end', async () => {
    const { said, client } = openEngine()
    client.say({ type: 'changed', runId: 'a' })
    client.say({ type: 'heartbeat' })
    client.refuse(Object.assign(new Error("backend 'wasm' can't be started here"), { name: 'BackendError' }))
    await settle()
    expect(said).toEqual(['changed a', "lost: backend 'wasm' can't be started here"])
  })

  it('[W12] what is asked before any worker was started waits for it', async () => {
    const engine = new LaneEngine(OPTIONS, handlersInto([]), {
      spare: new SpareWorker(OPTIONS, () => {}),
      threads: new LaneThreads({ isShared: false }),
    })
    const loading = engine.load(load('a'))
    const playing = engine.call(play('a') as never)
    engine.start('wasm')
    const client = await openNext()
    expect(client.heard).toEqual(['load a'])
    await client.answer()
    expect([await loading, await playing, client.heard]).toEqual(['none', 'a', ['load a', 'play a']])
  })

  it('[W23] a lost worker is replaced: the run goes on from its newest checkpoint, at its speed, with its newest edit', async () => {
    const { engine, said, client } = await openWithRun()
    await engine.play('a', 'slow')
    await engine.setSpeed('normal')
    await engine.edit('a', 1, spec)
    await engine.edit('a', 2, spec)
    client.say(keptAt(200, { revision: 1 }))
    client.die()
    const next = await openNext()
    expect(next.heard).toEqual(['resume a at 200, goes on', 'edit a 2', 'play a normal'])
    expect(said).toEqual(['worker lost, next wasm', 'replaced on wasm at 200, trains'])
  })

  it('[W23] a paused run is put back and left alone; one without a checkpoint begins anew from its spec', async () => {
    const { engine, client } = await openWithRun()
    await engine.play('a', 'full')
    await engine.pause('a')
    client.die()
    const second = await openNext()
    expect(second.heard).toEqual(['load a'])
    await second.answer()
    second.say(keptAt(30))
    second.die()
    expect((await openNext()).heard).toEqual(['resume a at 30'])
  })

  it('[W23] a run whose cycle has ended does not begin another by being put back', async () => {
    const { engine, client } = await openWithRun()
    await engine.play('a', 'full')
    client.say(keptAt(1_000))
    client.die()
    expect((await openNext()).heard).toEqual(['resume a at 1000'])
  })

  it('[W24] training to a goal is asked for again, for the steps that are left', async () => {
    const { engine, client } = await openWithRun()
    const training = engine.train('a', { steps: 500 })
    await settle()
    client.say(begun(1, 100))
    client.say(keptAt(350))
    client.die()
    const second = await openNext()
    expect(second.heard).toEqual(['resume a at 350, goes on', 'train a {"steps":250} #1'])
    second.say(begun(1, 350))
    second.say(keptAt(400))
    second.die()
    const third = await openNext()
    expect(third.heard).toEqual(['resume a at 400, goes on', 'train a {"steps":200} #1'])
    await third.answer()
    expect(await training).toBe('trained')
  })

  it('[W24] epochs are counted in steps, a goal that had not begun is asked for whole, one that was reached only for its figures', async () => {
    const { engine, client } = await openWithRun()
    const both = [engine.train('a', { epochs: 2 }), engine.train('a', { steps: 5 })]
    await settle()
    client.say(begun(1, 50))
    client.say(keptAt(120))
    client.die()
    const second = await openNext()
    expect(second.heard).toEqual(['resume a at 120, goes on', 'train a {"steps":130} #1', 'train a {"steps":5} #2'])
    second.say(begun(1, 120))
    second.say(keptAt(250))
    second.die()
    const third = await openNext()
    expect(third.heard).toEqual(['resume a at 250, goes on', 'metrics a', 'train a {"steps":5} #2'])
    await third.answer()
    expect(await Promise.all(both)).toEqual(['metrics', 'trained'])
  })

  it('[W24] training to the end of the spec does not begin a further cycle where the end had been reached', async () => {
    const { engine, client } = await openWithRun()
    const training = engine.train('a', undefined)
    await settle()
    client.say(begun(1, 0))
    client.say(keptAt(1_000))
    client.die()
    expect((await openNext()).heard).toEqual(['resume a at 1000, goes on', 'metrics a'])
    expect(await training).toBe('metrics')
  })

  it('[W25] what only looks is asked once more of the new worker, what is not known to do so is refused', async () => {
    const { engine, client } = await openWithRun()
    const forEver = (trainer: unknown) => (trainer as { metrics(id: string): Promise<unknown> }).metrics('a').then(() => new Promise(() => {}))
    const asked = engine.ask(forEver as never)
    const called = engine.call(forEver as never)
    const outcomes = Promise.allSettled([asked, called])
    await settle()
    client.die()
    const second = await openNext()
    await second.answer()
    await settle()
    expect(second.heard).toEqual(['load a', 'metrics a'])
    second.die()
    const [one, two] = await outcomes
    expect(one).toMatchObject({ status: 'rejected', reason: { name: 'EngineLostError' } })
    expect(two).toMatchObject({ status: 'rejected', reason: { name: 'EngineLostError' } })
  })

  it('[W25] a pause that the lost worker had not answered is carried out by the next', async () => {
    const { engine, client } = await openWithRun()
    await engine.play('a', 'full')
    client.say(keptAt(20))
    const pausing = engine.pause('a')
    client.die()
    const second = await openNext()
    expect([await pausing, second.heard.at(-1)]).toEqual(['a', 'pause a'])
  })

  it('[W26] a load that was under way is made again, after what it inherits from, and what came after it follows', async () => {
    const { engine, client } = await openWithRun()
    client.say(keptAt(40))
    const loading = engine.load({ ...load('b'), inheritsWeights: true })
    const playing = engine.play('b', 'full')
    await settle()
    expect(client.heard).toEqual(['load b on'])
    client.die()
    const second = await openNext()
    expect(second.heard).toEqual(['resume a at 40', 'load b on'])
    await second.answer()
    await Promise.all([loading, playing])
    expect(second.heard.at(-1)).toBe('play b full')
  })

  it('[W26] a load that inherits nothing needs nothing of the former run', async () => {
    const { engine, client } = await openWithRun()
    client.say(keptAt(40))
    const loading = engine.load(load('b'))
    await settle()
    client.die()
    const second = await openNext()
    await second.answer()
    expect([await loading, second.heard]).toEqual(['none', ['load b']])
  })

  it('[W27] a replacement that is lost while it takes the run in is replaced too', async () => {
    const { engine, said, client } = await openWithRun()
    await engine.play('a', 'full')
    client.say(keptAt(70))
    client.die()
    await settle()
    ;(clients.at(-1) as FakeClient).die()
    const third = await openNext()
    expect(third.heard).toEqual(['resume a at 70, goes on', 'play a full'])
    expect(said.at(-1)).toBe('replaced on wasm at 70, trains')
  })

  it('[W27] given up after the fourth loss in a minute; started again it goes on from the checkpoint', async () => {
    const { engine, said, client } = await openWithRun()
    client.say(keptAt(70))
    client.die()
    for (let i = 0; i < 3; i++) (await openNext()).die()
    await settle()
    expect(said.at(-1)).toBe('lost: it has stopped answering')
    await expect(engine.ask(play('a') as never)).rejects.toMatchObject({ name: 'EngineLostError' })
    engine.restart()
    expect((await openNext()).heard).toEqual(['resume a at 70'])
  })

  it('[W28] a second loss of the GPU within a minute, or a GPU that can not be had again, moves the run to wasm', async () => {
    const { said, client } = await openWithRun('webgl')
    client.say(keptAt(70))
    client.die('gpu')
    const second = await openNext()
    second.die('gpu')
    const third = await openNext()
    expect([second.backend, third.backend, third.heard]).toEqual(['webgl', 'wasm', ['resume a at 70']])
    expect(said.at(-1)).toBe('replaced on wasm at 70')
    const other = await openWithRun('webgl')
    other.client.die('gpu')
    await settle()
    ;(clients.at(-1) as FakeClient).refuse(Object.assign(new Error('blocked'), { name: 'BackendError' }))
    expect((await openNext()).backend).toBe('wasm')
  })
})
