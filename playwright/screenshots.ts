// Pictures of the page, not a test. `npx tsx playwright/screenshots.ts` takes docs/screenshot.png, the README's;
// with a folder as its argument it also takes the page there in every state, at every size, light and dark.

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from '@playwright/test'
import { ensurePage } from '../scripts/buildPage.ts'
import { findOrInstallBrowser } from '../scripts/findBrowser.ts'
import { servePageOnFreePort } from '../scripts/servePage.ts'
import { App } from './fixtures/App.ts'

type Theme = 'light' | 'dark'

const README_PICTURE = fileURLToPath(new URL('../docs/screenshot.png', import.meta.url))
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
]
/** Frames in which pictures, axes and the map's extent come to rest. */
const SETTLING_FRAMES = 90
/** Far enough for a map with shapes in it. */
const STEPS_SHOWN_TRAINING = 150

/** How the page gets into each of its states. */
const STATES: Record<string, (app: App) => Promise<void>> = {
  idle: (app) => app.open(),
  async training(app) {
    await app.open()
    await app.hourglass.train({ steps: STEPS_SHOWN_TRAINING })
    await app.bar.chooseSpeed('slow')
    await app.bar.train.click()
    await app.bar.expectStatus('training')
  },
  done: trainFully,
  async failed(app) {
    await app.page.route('**/train-02.bin.gz', (route) => route.fulfill({ status: 404, body: '' }))
    await app.open()
    await app.hourglass.load('multilayer')
    await app.data.chooseTrainingPictures(20_000)
    await app.bar.chooseSpeed('full')
    await app.bar.train.click()
    await app.messages.text.waitFor()
  },
}

const [folder] = process.argv.slice(2)
await ensurePage()
const server = await servePageOnFreePort()
const executablePath = findOrInstallBrowser()
const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath ? { executablePath } : {}) })
try {
  await takeReadmePicture(browser)
  if (folder) await takeGallery(browser, folder)
} finally {
  await browser.close()
  server.close()
}

async function takeReadmePicture(from: Browser): Promise<void> {
  const page = await openPage(from, 'light')
  const app = new App(page)
  await trainFully(app)
  await app.map.hover(0.14, 0.6)
  await takePicture(app, README_PICTURE)
  await page.context().close()
}

async function takeGallery(from: Browser, into: string): Promise<void> {
  await mkdir(into, { recursive: true })
  for (const theme of ['light', 'dark'] as const) {
    for (const [state, bring] of Object.entries(STATES)) {
      const page = await openPage(from, theme)
      const app = new App(page)
      await bring(app)
      for (const size of SIZES) {
        await page.setViewportSize(size)
        await takePicture(app, join(into, `${state}-${size.width}x${size.height}-${theme}.png`))
      }
      await page.context().close()
    }
  }
}

async function openPage(from: Browser, colorScheme: Theme): Promise<Page> {
  const context = await from.newContext({ baseURL: server.url, colorScheme, viewport: SIZES[0] as (typeof SIZES)[number] })
  return context.newPage()
}

async function trainFully(app: App): Promise<void> {
  await app.open()
  await app.hourglass.train()
  await app.bar.expectStatus('done')
}

/** A page taller than the window is taken whole. */
async function takePicture(app: App, path: string): Promise<void> {
  await app.frames(SETTLING_FRAMES)
  await app.page.screenshot({ path, fullPage: true })
  console.log(path)
}
