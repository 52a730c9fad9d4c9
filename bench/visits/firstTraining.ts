import type { Page } from '@playwright/test'
import type { CountingServer } from '../countingServer.ts'
import { bytesOf, firstStepFiles } from '../firstStepFiles.ts'

export interface FirstTraining {
  /** From the click on Train, as soon as it can be clicked, to the first frame that shows a step. */
  readonly ms: number
  /** Sent by the server until then, as gzipped as a static host sends it. */
  readonly bytes: number
  /** Of that, what had been sent when the first step could begin at the earliest. */
  readonly bytesWhenItCouldBegin: number
  /** Of `bytes`, the scripts of the page's own thread, and their files. */
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
  const began = await page.evaluate(() => ({
    clicked: performance.timeOrigin + (window.hourglassProbe.trainClicked as number),
    shown: performance.timeOrigin + (window.hourglassProbe.firstTrained as number),
  }))
  const { atLeast, atMost } = firstStepFiles(sent.slice(from), began)
  const mainThread = atMost.filter(({ path }) => mainScripts.includes(path.slice(1)))
  return {
    ms: began.shown - began.clicked,
    bytes: bytesOf(atMost),
    bytesWhenItCouldBegin: bytesOf(atLeast),
    mainThreadBytes: bytesOf(mainThread),
    mainThreadFiles: mainThread.map(({ path }) => path),
  }
}
