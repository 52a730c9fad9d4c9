// A contender that trains in a worker of the benchmark's page, as Node sees it.

import type { Page } from '@playwright/test'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import type { Burst, Contender, Losses, WorkerKind } from '../contender.ts'
import type { BenchPage } from '../page/main.ts'

declare global {
  interface Window {
    bench: BenchPage
  }
}

export class InBrowser implements Contender {
  readonly #page: Page
  readonly #name: string

  private constructor(page: Page, name: string) {
    this.#page = page
    this.#name = name
  }

  /** Starts its worker. Rejects where its backend can't be had. */
  static async start(page: Page, name: string, kind: WorkerKind): Promise<InBrowser> {
    await page.evaluate(([name, kind]) => window.bench.start(name, kind), [name, kind] as const)
    return new InBrowser(page, name)
  }

  open(spec: RunSpec): Promise<void> {
    return this.#page.evaluate(([name, spec]) => window.bench.open(name, spec), [this.#name, spec] as const)
  }

  train(burst: Burst): Promise<number[]> {
    return this.#page.evaluate(([name, burst]) => window.bench.train(name, burst), [this.#name, burst] as const)
  }

  losses(): Promise<Losses> {
    return this.#page.evaluate((name) => window.bench.losses(name), this.#name)
  }

  /** Test BCE on all test pictures; this engine only. */
  testLoss(): Promise<number> {
    return this.#page.evaluate((name) => window.bench.testLoss(name), this.#name)
  }

  stop(): Promise<void> {
    return this.#page.evaluate((name) => window.bench.stop(name), this.#name)
  }
}
