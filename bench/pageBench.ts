// npm run bench:page: the built page in Chromium, on the design's goals for it. Each measure is a visit of its own, with nothing cached.
// A visit that fails is named, its figures left out. --quick only checks that all of it works.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { ensurePage, PAGE_FOLDER } from '../scripts/buildPage.ts'
import { mainScriptsOf } from '../scripts/pageSizes.ts'
import { readPage } from '../scripts/sizes.ts'
import { nodePlatform } from '../src/cli/nodePlatform.ts'
import { PRESETS, type PresetName } from '../src/spec/presets.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'
import { BENCH_PAGE_FOLDER, buildBenchPage } from './buildBenchPage.ts'
import { type CountingServer, serveCounted } from './countingServer.ts'
import { atLeast, atMost, type Goal, OURS } from './goals.ts'
import { launchBrowser } from './launchBrowser.ts'
import { describeMachine } from './machine.ts'
import { resultsFolder } from './paths.ts'
import { Hourglass } from './peers/hourglass.ts'
import { InBrowser } from './peers/inBrowser.ts'
import { serveFolder } from './serveFolder.ts'
import { median, type Spread, spreadOf } from './statistics.ts'
import { goalTable } from './table.ts'
import { drawing } from './visits/drawing.ts'
import { firstPicture } from './visits/firstPicture.ts'
import { firstTraining } from './visits/firstTraining.ts'
import { liveSpeed } from './visits/liveSpeed.ts'
import { openProbed } from './visits/probe.ts'
import { scriptTime } from './visits/scriptTime.ts'
import { steadyMemory } from './visits/steadyMemory.ts'

const FULL = { loads: 5, rounds: 5, roundMs: 3_000, traceMs: 8_000, memorySteps: 20_000, strokes: 10 }
const QUICK: typeof FULL = { loads: 1, rounds: 1, roundMs: 1_000, traceMs: 1_500, memorySteps: 600, strokes: 2 }
const EARLY_STEPS = 200
const FEW_TEST_PICTURES = 500
const MEGABYTE = 1e6
const KILOBYTE = 1e3

interface Place {
  readonly browser: Browser
  readonly server: CountingServer
  /** The benchmark's page: the same engine with nobody looking. */
  readonly benchPage: Page
  readonly settings: typeof FULL
}

interface Result {
  readonly figures: object
  readonly goals: readonly Goal[]
}

const MEASURES: Readonly<Record<string, (place: Place) => Promise<Result>>> = {
  'first picture': measureFirstPicture,
  'first training': measureFirstTraining,
  speed: measureSpeed,
  script: measureScript,
  memory: measureMemory,
  drawing: measureDrawing,
}

async function main(): Promise<void> {
  const isQuick = process.argv.includes('--quick')
  await ensurePage()
  say('Building the benchmark page ...')
  await buildBenchPage()
  const [server, benchServer, browser] = [await serveCounted(PAGE_FOLDER), await serveFolder(BENCH_PAGE_FOLDER), await launchBrowser()]
  try {
    const benchPage = await browser.newPage()
    await benchPage.goto(benchServer.url)
    const machine = await describeMachine(browser, benchPage, null)
    const place: Place = { browser, server, benchPage, settings: isQuick ? QUICK : FULL }
    const figures: Record<string, object> = {}
    const goals: Goal[] = []
    const notMeasured: { what: string; why: string }[] = []
    for (const [what, measure] of Object.entries(MEASURES)) {
      say(`measuring: ${what}`)
      try {
        const result = await measure(place)
        figures[what] = result.figures
        goals.push(...result.goals)
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        say(`${what}: not measured: ${why}`)
        notMeasured.push({ what, why })
      }
    }
    const folder = resultsFolder(isQuick)
    await mkdir(folder, { recursive: true })
    const report = { when: new Date().toISOString(), isQuick, machine, figures, goals, notMeasured }
    await writeFile(join(folder, 'page.json'), `${JSON.stringify(report, null, 2)}\n`)
    process.stdout.write(`${goalTable(goals)}\n`)
    for (const { what, why } of notMeasured) process.stdout.write(`not measured: ${what}: ${why}\n`)
    if (isQuick) say('--quick: a check of the harness; its figures mean nothing')
    say(`written to ${folder}`)
    process.exitCode = notMeasured.length > 0 ? 1 : 0
  } finally {
    await browser.close()
    server.close()
    benchServer.close()
  }
}

async function measureFirstPicture(place: Place): Promise<Result> {
  const times: number[] = []
  for (let i = 0; i < place.settings.loads; i++) times.push(await visit(place, (page) => firstPicture(page, place.server.url)))
  const ms = spreadOf(times)
  return { figures: { ms }, goals: [atMost('first picture that answers the pointer', ms.median, 1_000, ' ms')] }
}

async function measureFirstTraining(place: Place): Promise<Result> {
  const visits = []
  const mainScripts = mainScriptsOf(await readPage(PAGE_FOLDER)).map(({ path }) => path)
  for (let i = 0; i < place.settings.loads; i++) visits.push(await visit(place, (page) => firstTraining(page, place.server, mainScripts)))
  const ms: Spread = spreadOf(visits.map((one) => one.ms))
  const bytes = median(visits.map((one) => one.bytes))
  const [{ mainThreadBytes, mainThreadFiles }] = visits as [(typeof visits)[number]]
  const goals = [
    atMost('first training frame after Train', ms.median, 2_000, ' ms'),
    atMost('bytes before the first step', bytes / MEGABYTE, 2.5, ' MB'),
    atMost('first-load JavaScript on the main thread, gzipped', mainThreadBytes / KILOBYTE, 250, ' kB'),
  ]
  return { figures: { ms, bytes, mainThreadBytes, mainThreadFiles }, goals }
}

async function measureSpeed(place: Place): Promise<Result> {
  const { rounds, roundMs } = place.settings
  const worker = await InBrowser.start(place.benchPage, OURS, { peer: 'hourglass', backend: 'wasm', kernels: 'auto' })
  const closed = [
    { name: 'a worker, views closed', contender: worker },
    { name: 'Node', contender: await Hourglass.start(nodePlatform, 'wasm', 'auto') },
  ]
  const figures: Record<string, object> = {}
  const goals: Goal[] = []
  for (const name of ['vanilla', 'multilayer'] as const) {
    const options = { url: place.server.url, spec: endless(name), closed, rounds, roundMs }
    const speed = await visit(place, (page) => liveSpeed(page, options))
    figures[name] = speed
    for (const { name: other, ratio } of speed.closed) {
      goals.push(atLeast(`${name}: images per second, every view live, against ${other}`, 100 * ratio.median, 85, ' %'))
    }
  }
  await worker.stop()
  return { figures, goals }
}

async function measureScript(place: Place): Promise<Result> {
  const options = { url: place.server.url, spec: endless('multilayer'), ms: place.settings.traceMs }
  const figures = await visit(place, (page) => scriptTime(place.browser, page, options))
  const goals = [
    atMost('script a frame while training, p95', figures.p95, 4, ' ms'),
    atMost('tasks over 50 ms while training', figures.longTasks.length, 0),
  ]
  return { figures, goals }
}

async function measureMemory(place: Place): Promise<Result> {
  const vanilla = endless('vanilla')
  // Each epoch's end measures the test pictures: on all of them that would take longer than the steps.
  const spec: RunSpec = { ...vanilla, data: { ...vanilla.data, test: FEW_TEST_PICTURES } }
  const options = { url: place.server.url, spec, early: EARLY_STEPS, late: place.settings.memorySteps }
  const { early, late } = await visit(place, (page) => steadyMemory(page, options))
  const what = (name: string) => `${name} at step ${late.step} more than at step ${early.step}`
  const goals = [atMost(what('tensors'), late.tensors - early.tensors, 0), atMost(what('wasm bytes'), late.wasmBytes - early.wasmBytes, 0)]
  return { figures: { early, late }, goals }
}

async function measureDrawing(place: Place): Promise<Result> {
  const options = { url: place.server.url, spec: endless('denoising'), strokes: place.settings.strokes }
  const figures = await visit(place, (page) => drawing(page, options))
  return { figures, goals: [atMost('drawing to denoised pixels while training, p95', figures.p95, 30, ' ms')] }
}

/** A first visit in a context of its own. */
async function visit<T>({ browser }: Place, look: (page: Page) => Promise<T>): Promise<T> {
  const page = await openProbed((options) => browser.newContext(options))
  try {
    return await look(page)
  } finally {
    await page.context().close()
  }
}

/** A preset that does not end while it is looked at. */
function endless(name: PresetName): RunSpec {
  const { spec } = PRESETS[name]
  return { ...spec, training: { ...spec.training, epochs: 1_000 } }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

await main()
