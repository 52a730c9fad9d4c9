import type { Page } from '@playwright/test'

const DEADLINE_MS = 10_000

/** Milliseconds from the navigation's start to the first picture that answers the pointer on the map. Rejects after ten seconds. */
export async function firstPicture(page: Page, url: string): Promise<number> {
  const started = Date.now()
  await page.goto(url, { waitUntil: 'commit' })
  const probe = page.getByTestId('latent-map').getByRole('application')
  for (let i = 0; Date.now() - started < DEADLINE_MS; i++) {
    // A pointer that stays where it is asks nothing.
    const box = (await probe.count()) > 0 ? await probe.boundingBox() : null
    if (box) await page.mouse.move(box.x + box.width * (0.4 + 0.02 * (i % 10)), box.y + box.height / 2)
    const decoded = await page.evaluate(() => window.hourglassProbe?.firstDecoded ?? null)
    if (decoded !== null) return decoded
  }
  throw new Error(`the map has not answered the pointer within ${DEADLINE_MS / 1000} s`)
}
