// npm test: checks everything, goes on after a part that fails, and ends with the line "N passed, N failed".
// Exit code 1 when something failed, 3 when there was no browser to test the page in.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureData } from './buildData.ts'
import { ensureKernels } from './buildKernels.ts'
import { findOrInstallBrowser, installCommand } from './findBrowser.ts'
import { playwrightTally, type Tally, vitestTally } from './tally.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const VITEST_REPORT = '.cache/vitest.json'
const PLAYWRIGHT_REPORT = '.cache/playwright.json'
const FINE: Tally = { passed: 0, failed: 0 }
const FAILED: Tally = { passed: 0, failed: 1 }

process.chdir(ROOT)
await mkdir('.cache', { recursive: true })

const tallies = [
  await check('data', () => builds(ensureData)),
  await check('kernels', () => builds(ensureKernels)),
  await check('lint', () => succeeds('biome', ['check', '.'])),
  await check('types: engine', () => succeeds('tsc', ['-p', 'tsconfig.engine.json'])),
  await check('types: page', () => succeeds('tsc', ['-p', 'tsconfig.page.json'])),
  await check('types: node', () => succeeds('tsc', ['-p', 'tsconfig.node.json'])),
  await unitTests(),
]
const build = await check('build', () => succeeds('tsx', ['scripts/buildPage.ts']))
tallies.push(build, build.failed === 0 ? await check('sizes', () => succeeds('tsx', ['scripts/sizes.ts'])) : FAILED)

const browser = findOrInstallBrowser()
if (!browser) console.error(`No browser for the page's tests; install one with: ${installCommand()}`)
// Without a fresh build the page's tests would judge an old one.
tallies.push(browser && build.failed === 0 ? await pageTests(browser) : FAILED)

const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = browser ? Number(failed > 0) : 3

async function check(name: string, run: () => Promise<boolean>): Promise<Tally> {
  console.log(`\n== ${name}`)
  const isFine = await run()
  if (!isFine) console.log(`${name}: failed`)
  return isFine ? FINE : FAILED
}

async function builds(ensure: () => Promise<unknown>): Promise<boolean> {
  try {
    await ensure()
    return true
  } catch (error) {
    console.error(error)
    return false
  }
}

async function unitTests(): Promise<Tally> {
  console.log('\n== unit tests')
  await rm(VITEST_REPORT, { force: true })
  const isFine = await succeeds('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`])
  return existsSync(VITEST_REPORT) ? vitestTally(await readFile(VITEST_REPORT, 'utf8'), isFine) : FAILED
}

async function pageTests(browser: string): Promise<Tally> {
  console.log(`\n== the page, in ${browser}`)
  await rm(PLAYWRIGHT_REPORT, { force: true })
  const isFine = await succeeds('playwright', ['test'], { CHROME_PATH: browser, HOURGLASS_PORT: String(await freePort()) })
  return existsSync(PLAYWRIGHT_REPORT) ? playwrightTally(await readFile(PLAYWRIGHT_REPORT, 'utf8'), isFine) : FAILED
}

/** Runs one of the project's tools, its output shown; true when it ends well. */
function succeeds(tool: string, args: string[], variables: NodeJS.ProcessEnv = {}): Promise<boolean> {
  const PATH = `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`
  const child = spawn(tool, args, { stdio: 'inherit', shell: process.platform === 'win32', env: { ...process.env, ...variables, PATH } })
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message)
      resolve(false)
    })
    child.once('exit', (code) => resolve(code === 0))
  })
}

/** Some port that nobody has at this moment. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
