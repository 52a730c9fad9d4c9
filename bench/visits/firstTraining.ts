import type { Page } from '@playwright/test'
import type { CountingServer, Sent } from '../countingServer.ts'

export interface FirstTraining {
  /** From the click on Train, as soon as it can be clicked, to the first frame that shows a step. */
  readonly ms: number
  /** Sent by the server until then, as gzipped as a static host sends it. */
  readonly bytes: number
  /** Of that, the scripts of the page's own thread, and their files. */
  readonly mainThreadBytes: number
  readonly mainThreadFiles: readonly string[]
}

const DEADLINE_MS = 30_000

/**
 * On a first visit. Rejects after thirty seconds.
 * @param mainScripts the page's own scripts, under its folder: a browser lists what its workers import among what the page has loaded.
 */
export async function firstTraining(page: Page, { url, sent }: CountingServer, mainScripts: readonly string[]): Promise<FirstTraining> {
  const from = sent.length
  await page.goto(url, { waitUntil: 'commit' })
  await page.getByTestId('train').click()
  await page.waitForFunction(() => window.hourglassProbe.firstTrained !== null, undefined, { timeout: DEADLINE_MS })
  const seen = await page.evaluate(() => ({
    ms: (window.hourglassProbe.firstTrained as number) - (window.hourglassProbe.trainClicked as number),
    at: performance.timeOrigin + (window.hourglassProbe.firstTrained as number),
  }))
  const until = sent.slice(from).filter(({ at }) => at <= seen.at)
  const mainThread = until.filter(({ path }) => mainScripts.includes(path.slice(1)))
  return {
    ms: seen.ms,
    bytes: sumOf(until),
    mainThreadBytes: sumOf(mainThread),
    mainThreadFiles: mainThread.map(({ path }) => path),
  }
}

function sumOf(files: readonly Sent[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}
