// The benchmark's page: nothing to see, only workers to start. window.bench is called from Node; each contender has a worker, and so a
// tfjs, of its own: kernels that one registers must not speed up another.

import { type Remote, wrap } from 'comlink'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import type { Burst, Losses, WorkerKind } from '../contender.ts'
import type { WorkerHost } from './contender.worker.ts'
import { type BrowserFacts, browserFacts } from './facts.ts'

export interface BenchPage {
  facts(): Promise<BrowserFacts>
  start(name: string, kind: WorkerKind): Promise<void>
  open(name: string, spec: RunSpec): Promise<void>
  train(name: string, burst: Burst): Promise<number[]>
  losses(name: string): Promise<Losses>
  /** Test BCE on all test pictures; this engine only. */
  testLoss(name: string): Promise<number>
  stop(name: string): void
}

declare global {
  interface Window {
    bench: BenchPage
  }
}

const contenders = new Map<string, { worker: Worker; host: Remote<WorkerHost> }>()

function hostOf(name: string): Remote<WorkerHost> {
  const contender = contenders.get(name)
  if (!contender) throw new Error(`no contender '${name}' has been started`)
  return contender.host
}

window.bench = {
  facts: browserFacts,
  async start(name, kind) {
    const worker = new Worker(new URL('./contender.worker.ts', import.meta.url), { type: 'module' })
    const failed = new Promise<never>((_, reject) => {
      worker.onerror = (event) => reject(new Error(`the worker of '${name}' failed: ${event.message}`))
    })
    const host = wrap<WorkerHost>(worker)
    contenders.set(name, { worker, host })
    await Promise.race([host.start(kind, document.baseURI), failed])
  },
  open: (name, spec) => hostOf(name).open(spec),
  train: (name, burst) => hostOf(name).train(burst),
  losses: (name) => hostOf(name).losses(),
  testLoss: (name) => hostOf(name).testLoss(),
  stop(name) {
    contenders.get(name)?.worker.terminate()
    contenders.delete(name)
  },
}
