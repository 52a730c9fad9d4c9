// A visit that has come so far that its run has data and stands.

import type { Page } from '@playwright/test'
import { type ConsoleCalls, consoleProxy } from '../../playwright/fixtures/consoleProxy.ts'

export async function openStanding(page: Page, url: string): Promise<ConsoleCalls> {
  await page.goto(url)
  await page.evaluate(() => window.hourglass.ready)
  return consoleProxy(page)
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
