// npm run bench:page: the built page in Chromium, on the design's goals for it. Each measure is a visit of its own, with nothing cached.
// A visit that fails is named, its figures left out. --quick only checks that all of it works; --only measures some, and writes nothing.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensurePage, PAGE_FOLDER } from '../scripts/buildPage.ts'
import { endWith } from '../src/cli/refuse.ts'
import { BENCH_PAGE_FOLDER, buildBenchPage } from './buildBenchPage.ts'
import { serveCounted } from './countingServer.ts'
import type { Goal } from './goals.ts'
import { measureLaneScript, measureLanes } from './laneMeasures.ts'
import { launchBrowser } from './launchBrowser.ts'
import { describeMachine, type Machine } from './machine.ts'
import { measureDrawing, measureFirstPicture, measureFirstTraining, measureMemory, measureScript, measureSpeed } from './networkMeasures.ts'
import { PAGE_USAGE, type PageOptions, parsePageOptions } from './pageOptions.ts'
import { resultsFolder } from './paths.ts'
import type { Measure, Place, Settings } from './place.ts'
import { serveFolder } from './serveFolder.ts'
import { goalTable } from './table.ts'

/** Of the counts of lanes, each comes first in one of the rounds. */
const FULL: Settings = { loads: 5, rounds: 5, roundMs: 3_000, traceMs: 8_000, memorySteps: 20_000, strokes: 10, laneRounds: 5, laneMs: 5_000 }
const QUICK: Settings = { loads: 1, rounds: 1, roundMs: 1_000, traceMs: 1_500, memorySteps: 600, strokes: 2, laneRounds: 1, laneMs: 3_000 }

/** By the names that the results and --only call them. */
const MEASURES: Readonly<Record<string, Measure>> = {
  'first picture': measureFirstPicture,
  'first training': measureFirstTraining,
  speed: measureSpeed,
  script: measureScript,
  lanes: measureLanes,
  'lane script': measureLaneScript,
  memory: measureMemory,
  drawing: measureDrawing,
}

interface Report {
  readonly when: string
  readonly isQuick: boolean
  readonly machine: Machine
  readonly figures: Readonly<Record<string, object>>
  readonly goals: readonly Goal[]
  readonly notMeasured: readonly { readonly what: string; readonly why: string }[]
}

async function main(): Promise<void> {
  const options = parsePageOptions(process.argv.slice(2), Object.keys(MEASURES))
  await ensurePage()
  say('Building the benchmark page ...')
  await buildBenchPage()
  const [server, benchServer, browser] = [await serveCounted(PAGE_FOLDER), await serveFolder(BENCH_PAGE_FOLDER), await launchBrowser()]
  try {
    const benchPage = await browser.newPage()
    await benchPage.goto(benchServer.url)
    const machine = await describeMachine(browser, benchPage, null)
    await publish(await measure({ browser, server, benchPage, machine, settings: options.isQuick ? QUICK : FULL }, options), options)
  } finally {
    await browser.close()
    server.close()
    benchServer.close()
  }
}

async function measure(place: Place, { isQuick, only }: PageOptions): Promise<Report> {
  const figures: Record<string, object> = {}
  const goals: Goal[] = []
  const notMeasured: { what: string; why: string }[] = []
  for (const what of only ?? Object.keys(MEASURES)) {
    say(`measuring: ${what}`)
    try {
      const result = await (MEASURES[what] as Measure)(place)
      figures[what] = result.figures
      goals.push(...result.goals)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      say(`${what}: not measured: ${why}`)
      notMeasured.push({ what, why })
    }
  }
  return { when: new Date().toISOString(), isQuick, machine: place.machine, figures, goals, notMeasured }
}

/** Prints the table; writes the results, but where only some were asked for: a file with figures of several runs would say what none has found. */
async function publish(report: Report, { isQuick, only }: PageOptions): Promise<void> {
  const { figures, goals, notMeasured } = report
  process.stdout.write(`${goalTable(goals)}\n`)
  for (const { what, why } of notMeasured) process.stdout.write(`not measured: ${what}: ${why}\n`)
  if (isQuick) say('--quick: a check of the harness; its figures mean nothing')
  if (only) {
    process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
    say('--only: nothing is written')
  } else {
    const folder = resultsFolder(isQuick)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'page.json'), `${JSON.stringify(report, null, 2)}\n`)
    say(`written to ${folder}`)
  }
  process.exitCode = notMeasured.length > 0 ? 1 : 0
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

await main().catch((error: unknown) => endWith(error, PAGE_USAGE))
