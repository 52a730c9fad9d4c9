import type { Page } from '@playwright/test'
import type { CountingServer } from '../countingServer.ts'

export interface FirstTraining {
  /** From the click on Train, as soon as it can be clicked, to the first frame that shows a step. */
  readonly ms: number
  /** Sent by the server until then, as gzipped as a static host sends it. */
  readonly bytes: number
  /** JavaScript that the page's own thread had loaded by then, gzipped, and the files. */
  readonly mainThreadBytes: number
  readonly mainThreadFiles: readonly string[]
}

const DEADLINE_MS = 30_000
const WORKER_SCRIPT = /\.worker-/

/** On a first visit. Rejects after thirty seconds. */
export async function firstTraining(page: Page, { url, sent }: CountingServer): Promise<FirstTraining> {
  const from = sent.length
  await page.goto(url, { waitUntil: 'commit' })
  await page.getByTestId('train').click()
  await page.waitForFunction(() => window.hourglassProbe.firstTrained !== null, undefined, { timeout: DEADLINE_MS })
  const seen = await page.evaluate(() => ({
    ms: (window.hourglassProbe.firstTrained as number) - (window.hourglassProbe.trainClicked as number),
    at: performance.timeOrigin + (window.hourglassProbe.firstTrained as number),
    scripts: performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  }))
  const until = sent.slice(from).filter(({ at }) => at <= seen.at)
  const mainThread = seen.scripts.filter((path) => path.endsWith('.js') && !WORKER_SCRIPT.test(path))
  const sizeOf = (path: string) => sent.find((file) => file.path === path)?.bytes ?? 0
  return {
    ms: seen.ms,
    bytes: until.reduce((sum, { bytes }) => sum + bytes, 0),
    mainThreadBytes: mainThread.reduce((sum, path) => sum + sizeOf(path), 0),
    mainThreadFiles: mainThread,
  }
}
