// What all this was measured on.

import { createRequire } from 'node:module'
import { cpus, release, totalmem } from 'node:os'
import type { Browser, Page } from '@playwright/test'
import type { BrowserFacts } from './page/facts.ts'
import type { TorchFacts } from './peers/pytorch.ts'

export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGigabytes: number
  readonly system: string
  readonly browser: string
  readonly relaxedSimd: boolean
  /** Null where the browser has no WebGL 2, or only a software one. */
  readonly gpu: string | null
  readonly node: string
  readonly tfjs: string
  readonly convnetjs: string
  readonly torch: TorchFacts | null
}

const SOFTWARE_GL = /swiftshader|llvmpipe|softpipe|basic render/i

export async function describeMachine(browser: Browser, page: Page, torch: TorchFacts | null): Promise<Machine> {
  const facts = await page.evaluate(() => window.bench.facts())
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 1e9),
    system: `${process.platform} ${release()}`,
    browser: `Chromium ${browser.version()}`,
    relaxedSimd: facts.hasRelaxedSimd,
    gpu: realGpu(facts),
    node: process.version,
    tfjs: versionOf('@tensorflow/tfjs'),
    convnetjs: versionOf('convnetjs'),
    torch,
  }
}

/** The graphics card's name, or null where WebGL would be computed by the processor. */
export function realGpu({ renderer }: Pick<BrowserFacts, 'renderer'>): string | null {
  return renderer && !SOFTWARE_GL.test(renderer) ? renderer : null
}

function versionOf(name: string): string {
  return (createRequire(import.meta.url)(`${name}/package.json`) as { version: string }).version
}
