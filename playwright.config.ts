import { defineConfig } from '@playwright/test'

/** scripts/test.ts picks a free port and finds the browser; both have a default for `npx playwright test` by hand. */
const port = process.env.HOURGLASS_PORT ?? '4273'
const executablePath = process.env.CHROME_PATH
const url = `http://localhost:${port}/`

const QUIET_ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** A software GL, so that webgl runs on machines without a GPU. */
const WEBGL_ARGS = ['--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']
const WEBGL_TESTS = '**/*.webgl.spec.ts'

function launchOptions(args: string[]) {
  return { args, ...(executablePath ? { executablePath } : {}) }
}

export default defineConfig({
  testDir: 'playwright',
  workers: 1,
  // On a shared machine a browser is sometimes starved for seconds. scripts/tally.ts bounds how many tests may need their second try.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '.cache/playwright.json' }]],
  use: {
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    trace: { mode: process.env.CI ? 'on-first-retry' : 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'page', testIgnore: WEBGL_TESTS, use: { launchOptions: launchOptions(QUIET_ARGS) } },
    { name: 'webgl', testMatch: WEBGL_TESTS, use: { launchOptions: launchOptions([...QUIET_ARGS, ...WEBGL_ARGS]) } },
  ],
  webServer: { command: 'node --import tsx scripts/servePage.ts', url, env: { HOURGLASS_PORT: port }, reuseExistingServer: false },
})
