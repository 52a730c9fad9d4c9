// The Chromium that everything is measured in: the one the tests use, headless, without a software GL.

import { type Browser, chromium } from '@playwright/test'
import { findOrInstallBrowser, installCommand } from '../scripts/findBrowser.ts'

const ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A real GPU is used where there is one; a software one would only take the cores.
  '--ignore-gpu-blocklist',
  '--disable-software-rasterizer',
]

/** Rejects, with the command to run, where there is none. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findOrInstallBrowser()
  if (!executablePath) throw new Error(`no browser; install one with: ${installCommand()}`)
  return chromium.launch({ executablePath, headless: true, args: ARGS })
}
