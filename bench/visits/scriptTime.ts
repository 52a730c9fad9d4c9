import type { Browser, Page } from '@playwright/test'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import { percentile } from '../statistics.ts'
import { longestScriptMs, scriptMsPerFrame, type TraceEvent } from '../trace.ts'
import { openStanding, sleep } from './standing.ts'

export interface ScriptTime {
  readonly frames: number
  readonly framesPerSecond: number
  /** Milliseconds of script on the page's thread a frame. */
  readonly p50: number
  readonly p95: number
  /** The longest piece of script, of the thread's own time. Tasks are by the clock: where more threads compute than there are cores they are longer. */
  readonly longestScriptMs: number
  /** While training: tasks over 50 ms on the page's thread, milliseconds each. */
  readonly longTasks: readonly number[]
  /** Those of the visit before training began: told, not judged. */
  readonly longTasksBefore: readonly number[]
}

/** Before anything is traced: the first frames compile what they run. */
const SETTLE_MS = 2_000
const CATEGORIES = ['devtools.timeline', 'v8']

/** Trains at full speed for so long, every view live, and looks at the page's thread. */
export async function scriptTime(browser: Browser, page: Page, { url, spec, ms }: { url: string; spec: RunSpec; ms: number }): Promise<ScriptTime> {
  const hourglass = await openStanding(page, url)
  await hourglass.load(spec)
  await hourglass.play()
  const seen = await watchThread(browser, page, ms)
  await hourglass.pause()
  return seen
}

/** Looks at the page's thread for so long, once whatever has just begun to train has settled. */
export async function watchThread(browser: Browser, page: Page, ms: number): Promise<ScriptTime> {
  await sleep(SETTLE_MS)
  const from = await page.evaluate(() => performance.now())
  await browser.startTracing(page, { categories: CATEGORIES, screenshots: false })
  await sleep(ms)
  const trace = await browser.stopTracing()
  const { longTasks } = await page.evaluate(() => window.hourglassProbe)
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const frames = scriptMsPerFrame(traceEvents)
  const during = longTasks.filter(({ start }) => start >= from)
  return {
    frames: frames.length,
    framesPerSecond: (1000 * frames.length) / ms,
    p50: percentile(frames, 0.5),
    p95: percentile(frames, 0.95),
    longestScriptMs: longestScriptMs(traceEvents),
    longTasks: during.map((task) => task.ms),
    longTasksBefore: longTasks.filter(({ start }) => start < from).map((task) => task.ms),
  }
}
