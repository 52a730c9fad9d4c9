// Finds a Chromium for the browser tests, in the order CHROME_PATH, the system's, Playwright's own; failing that installs one.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge', 'microsoft-edge-stable']
/** Where macOS and Windows keep them, off the PATH. */
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]
const INSTALL_TIMEOUT_MS = 300_000

/** The browser's path, or null where there is none and none can be installed. */
export function findOrInstallBrowser(): string | null {
  return findBrowser() ?? (installBrowser() ? findBrowser() : null)
}

/** What a person runs to get one. */
export function installCommand(): string {
  return canUseApt() ? 'apt-get update && apt-get install -y chromium' : 'npx playwright install chromium'
}

function findBrowser(): string | null {
  const given = process.env.CHROME_PATH
  if (given && !existsSync(given)) console.error(`CHROME_PATH is ${given}, where nothing is: looking elsewhere.`)
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  const candidates = [...(given ? [given] : []), ...onPath, ...PLACES, chromium.executablePath()]
  return candidates.find((path) => existsSync(path)) ?? null
}

function installBrowser(): boolean {
  console.error(`No browser found. Installing one: ${installCommand()}`)
  const { status } = spawnSync(installCommand(), { shell: true, stdio: 'inherit', timeout: INSTALL_TIMEOUT_MS })
  return status === 0
}

/** Root on Debian or its kin. */
function canUseApt(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version')
}
