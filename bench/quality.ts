// npm run bench:quality: how soon is it good? Vanilla-32 on all 60,000 digits, one epoch at peak 0.05: steps and seconds of training until
// the test BCE is 0.093, beside PyTorch with the same recipe, first weights and batches. --node trains in Node instead of Chromium.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nodePlatform } from '../src/cli/nodePlatform.ts'
import { PRESETS } from '../src/spec/presets.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'
import { BENCH_PAGE_FOLDER, buildBenchPage } from './buildBenchPage.ts'
import { atMost, OURS, TORCH } from './goals.ts'
import { launchBrowser } from './launchBrowser.ts'
import { describeMachine } from './machine.ts'
import { resultsFolder } from './paths.ts'
import { Hourglass } from './peers/hourglass.ts'
import { InBrowser } from './peers/inBrowser.ts'
import { Torch } from './peers/pytorch.ts'
import { type Approach, approach, type Learner, summaryOf } from './qualityRun.ts'
import { serveFolder } from './serveFolder.ts'
import { formatTable, goalTable } from './table.ts'

const PEAK = 0.05
const SEEDS = [0, 1, 2]
const WANTED_BCE = 0.093
/** The test pictures are measured so often. */
const EVERY_STEPS = 10
const QUICK = { train: 6_400, seeds: [0] }

function recipe(seed: number, isQuick: boolean): RunSpec {
  const { spec } = PRESETS.vanilla
  const data = { name: spec.data.name, ...(isQuick && { train: QUICK.train }) }
  return { ...spec, data, training: { ...spec.training, epochs: 1, learningRate: PEAK }, seed }
}

async function main(): Promise<void> {
  const isQuick = process.argv.includes('--quick')
  const isInNode = process.argv.includes('--node')
  say('Building the benchmark page ...')
  await buildBenchPage()
  const server = await serveFolder(BENCH_PAGE_FOLDER)
  const browser = await launchBrowser()
  const torch = await Torch.start()
  try {
    const page = await browser.newPage()
    await page.goto(server.url)
    const machine = await describeMachine(browser, page, torch && (await torch.describe()))
    const ours = isInNode ? await inNode() : await InBrowser.start(page, OURS, { peer: 'hourglass', backend: 'wasm', kernels: 'auto' })
    const learners: [string, Learner][] = [[OURS, ours], ...(torch ? [[TORCH, torch] as [string, Learner]] : [])]
    const runs: Record<string, Approach[]> = Object.fromEntries(learners.map(([name]) => [name, []]))
    for (const seed of isQuick ? QUICK.seeds : SEEDS) {
      for (const [name, learner] of learners) {
        const run = await approach(learner, recipe(seed, isQuick), { everySteps: EVERY_STEPS, wantedBce: WANTED_BCE })
        say(`${name}, seed ${seed}: test BCE ${run.bce.toFixed(5)} after ${run.steps} steps and ${run.seconds.toFixed(2)} s`)
        runs[name]?.push(run)
      }
    }
    const summaries = Object.entries(runs).map(([name, list]) => ({ name, ...summaryOf(list), runs: list }))
    const where = isInNode ? 'Node' : 'a worker of Chromium'
    const goals = summaries
      .filter(({ name }) => name === OURS)
      .map(({ bce }) => atMost('test BCE after one epoch, mean of the seeds', bce, WANTED_BCE))
    const spec = recipe(0, isQuick)
    const note = 'seconds are of training alone: the time to measure the test pictures is left out'
    const report = {
      when: new Date().toISOString(),
      isQuick,
      machine,
      where,
      spec,
      wantedBce: WANTED_BCE,
      everySteps: EVERY_STEPS,
      note,
      summaries,
      goals,
    }
    const folder = resultsFolder(isQuick)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'quality.json'), `${JSON.stringify(report, null, 2)}\n`)
    const header = [`one epoch at peak ${PEAK}`, 'test BCE', 'seconds', `steps to ${WANTED_BCE}`, `seconds to ${WANTED_BCE}`]
    const lines = summaries.map(({ name, bce, seconds, stepsToWanted, secondsToWanted }) => [
      name,
      bce.toFixed(5),
      seconds.toFixed(2),
      stepsToWanted?.toFixed(0) ?? 'never',
      secondsToWanted?.toFixed(2) ?? 'never',
    ])
    process.stdout.write(`${formatTable(header, lines)}\n(${note}; this engine in ${where})\n\n${goalTable(goals)}\n`)
    if (isQuick) say('--quick: a check of the harness; its figures mean nothing')
    say(`written to ${folder}`)
  } finally {
    torch?.stop()
    await browser.close()
    server.close()
  }
}

/** This engine in this very process. */
async function inNode(): Promise<Learner> {
  const engine = await Hourglass.start(nodePlatform, 'wasm', 'auto')
  return {
    open: (spec) => engine.open(spec),
    train: (burst) => engine.train(burst),
    losses: () => engine.losses(),
    testLoss: () => engine.testLoss(),
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

await main()
