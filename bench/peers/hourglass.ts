// This engine, as the page's worker and the terminal use it: a Run and its tryStep().

import { startBackend } from '../../src/engine/backend.ts'
import type { Dataset } from '../../src/engine/data/dataset.ts'
import type { KernelChoice } from '../../src/engine/kernels/wasm/kernelChoice.ts'
import type { BackendName } from '../../src/engine/metrics.ts'
import type { Platform } from '../../src/engine/platform.ts'
import { Run } from '../../src/engine/run.ts'
import { testCount } from '../../src/spec/runLength.ts'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import { timeChunks } from '../chunks.ts'
import type { Burst, Contender, Losses } from '../contender.ts'
import { readDigits } from '../digits.ts'
import { judge } from '../judge.ts'

export class Hourglass implements Contender {
  readonly #platform: Platform
  #data: Dataset | null = null
  #run: Run | null = null

  private constructor(platform: Platform) {
    this.#platform = platform
  }

  static async start(platform: Platform, backend: BackendName, kernels: KernelChoice): Promise<Hourglass> {
    await startBackend(backend, platform, { kernels })
    return new Hourglass(platform)
  }

  async open(spec: RunSpec): Promise<void> {
    this.#run?.dispose()
    this.#data = await readDigits(this.#platform, spec, this.#data)
    this.#run = new Run(spec, { platform: this.#platform, dataset: this.#data })
  }

  async train(burst: Burst): Promise<number[]> {
    const { run } = this
    // Only webgl leaves work under way after a step.
    const settle = run.backend === 'webgl' ? () => run.trainLoss : undefined
    return timeChunks(burst, () => this.#step(run), settle)
  }

  async losses(): Promise<Losses> {
    return judge(this.run.weights().layers, this.run.dataset.test)
  }

  /** In the spec's own loss, on all its test pictures. */
  async testLoss(): Promise<number> {
    const measured = await this.run.measure(testCount(this.run.spec))
    if (!measured) throw new Error('hourglass: no test pictures have been read')
    return measured.loss
  }

  get run(): Run {
    if (!this.#run) throw new Error('hourglass: open() comes first')
    return this.#run
  }

  #step(run: Run): void {
    const outcome = run.tryStep()
    if (outcome !== 'stepped') throw new Error(`hourglass: step ${run.step + 1} is '${outcome}'`)
  }
}
