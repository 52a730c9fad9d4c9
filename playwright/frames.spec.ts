import type { Page } from '@playwright/test'
import { endless } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

declare global {
  interface Window {
    /** Of the page's requests for a frame: how many were made, how many are open, how many ever were at once. */
    frameRequests: { made: number; open: number; most: number }
  }
}

test('[P42] the page asks for one frame at a time, and for none when nothing changes', async ({ app, page }) => {
  await countFrameRequests(page)
  await app.open()
  await app.hourglass.load(endless('vanilla'))
  await app.hourglass.play()
  await expect.poll(() => page.evaluate(() => window.frameRequests.made)).toBeGreaterThan(30)
  await app.map.hover(0.5, 0.5)
  await app.hourglass.pause()
  expect(await page.evaluate(() => window.frameRequests.most)).toBe(1)

  await expect.poll(() => madeWhile(page, () => app.frames(20))).toBe(0)
})

/** Listens at every port to a worker: Comlink's messages name the call they make, and their answers carry the same id. */
async function countFrameRequests(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const requests = { made: 0, open: 0, most: 0 }
    window.frameRequests = requests
    const post = MessagePort.prototype.postMessage
    const listened = new WeakSet<MessagePort>()
    const open = new Set<string>()
    MessagePort.prototype.postMessage = function (this: MessagePort, message: { id?: string; path?: string[] } | null, ...rest: never[]) {
      if (!listened.has(this)) {
        listened.add(this)
        this.addEventListener('message', ({ data }) => {
          open.delete(data?.id)
          requests.open = open.size
        })
      }
      if (message?.id && message.path?.[0] === 'frame') {
        open.add(message.id)
        requests.made++
        requests.open = open.size
        requests.most = Math.max(requests.most, open.size)
      }
      post.call(this, message, ...rest)
    } as typeof post
  })
}

async function madeWhile(page: Page, act: () => Promise<void>): Promise<number> {
  const made = () => page.evaluate(() => window.frameRequests.made)
  const before = await made()
  await act()
  return (await made()) - before
}
