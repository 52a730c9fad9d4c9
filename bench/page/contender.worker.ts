// One contender in a module worker. What it is made of is loaded when its kind is known, so that no worker holds another's library.

import { expose } from 'comlink'
import type { Platform } from '../../src/engine/platform.ts'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import { browserPlatform } from '../../src/workers/browserPlatform.ts'
import type { Burst, Contender, Losses, WorkerKind } from '../contender.ts'

export class WorkerHost implements Contender {
  #contender: Contender | null = null
  #testLoss: () => Promise<number> = async () => {
    throw new Error('testLoss: only this engine measures it')
  }

  /** `baseUrl` is the site's root: the datasets lie under it. */
  async start(kind: WorkerKind, baseUrl: string): Promise<void> {
    this.#contender = await this.#load(kind, browserPlatform(baseUrl))
  }

  open(spec: RunSpec): Promise<void> {
    return this.#started.open(spec)
  }

  train(burst: Burst): Promise<number[]> {
    return this.#started.train(burst)
  }

  losses(): Promise<Losses> {
    return this.#started.losses()
  }

  testLoss(): Promise<number> {
    return this.#testLoss()
  }

  get #started(): Contender {
    if (!this.#contender) throw new Error('start() comes first')
    return this.#contender
  }

  async #load(kind: WorkerKind, platform: Platform): Promise<Contender> {
    switch (kind.peer) {
      case 'hourglass': {
        const { Hourglass } = await import('../peers/hourglass.ts')
        const engine = await Hourglass.start(platform, kind.backend, kind.kernels)
        this.#testLoss = () => engine.testLoss()
        return engine
      }
      case 'tfjs-fit':
        return (await import('../peers/tfjsFit.ts')).TfjsFit.start(platform, kind.backend)
      case 'tfjs-ops':
        return (await import('../peers/tfjsOps.ts')).TfjsOps.start(platform, kind.backend)
      case 'convnet':
        return new (await import('../peers/convnet.ts')).ConvNet(platform)
      default:
        return kind satisfies never
    }
  }
}

expose(new WorkerHost())
