// npm run bench: this engine beside its peers, in one run, on the same digits and architectures. --quick only checks that all of it works.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { RunSpec } from '../src/spec/runSpec.ts'
import { BENCH_PAGE_FOLDER, buildBenchPage } from './buildBenchPage.ts'
import { drawBenchChart } from './chart.ts'
import type { WorkerKind } from './contender.ts'
import { CONVNET, OURS, TFJS_FIT, TFJS_OPS, TORCH } from './goals.ts'
import { launchBrowser } from './launchBrowser.ts'
import { describeMachine } from './machine.ts'
import { resultsFolder } from './paths.ts'
import { InBrowser } from './peers/inBrowser.ts'
import { Torch } from './peers/pytorch.ts'
import { type BenchReport, goalsOf, rowsOf, type SeriesReport, straysOf, type TaskReport } from './report.ts'
import { type Entry, measureInRounds, type RoundsOptions } from './rounds.ts'
import { serveFolder } from './serveFolder.ts'
import { goalTable, seriesTable, taskTable } from './table.ts'
import { MAIN_TASK_NAMES, MAIN_TASKS, SERIES, type Series } from './tasks.ts'

const FULL = { main: { rounds: 7, burstMs: 300, warmUpSteps: 64 }, series: { rounds: 3, burstMs: 200, warmUpSteps: 8 } }
const QUICK = { main: { rounds: 2, burstMs: 60, warmUpSteps: 16 }, series: { rounds: 2, burstMs: 30, warmUpSteps: 4 } }
const QUICK_POINTS = 2

const IN_WORKERS: Readonly<Record<string, WorkerKind>> = {
  [OURS]: { peer: 'hourglass', backend: 'wasm', kernels: 'auto' },
  'Hourglass, wasm, plain kernels': { peer: 'hourglass', backend: 'wasm', kernels: 'plain' },
  'Hourglass, cpu': { peer: 'hourglass', backend: 'cpu', kernels: 'auto' },
  [TFJS_OPS]: { peer: 'tfjs-ops', backend: 'wasm' },
  [TFJS_FIT]: { peer: 'tfjs-fit', backend: 'wasm' },
  [CONVNET]: { peer: 'convnet' },
}
/** Only where a real graphics card computes it. */
const ON_GPU: Readonly<Record<string, WorkerKind>> = {
  'Hourglass, webgl': { peer: 'hourglass', backend: 'webgl', kernels: 'auto' },
  'tfjs plain ops, webgl': { peer: 'tfjs-ops', backend: 'webgl' },
  'tfjs model.fit, webgl': { peer: 'tfjs-fit', backend: 'webgl' },
}
const CONVNET_NOTE = `${CONVNET} trains squared error with adadelta: it has neither BCE nor Adam.`
const GROWING = [OURS, TFJS_OPS, TORCH]
/** tfjs has no gradient of a convolution on wasm, ConvNetJS no transposed one; plain JavaScript would take seconds a step. */
const CONVOLVING = [OURS, TORCH, 'Hourglass, webgl']

async function main(): Promise<void> {
  const isQuick = process.argv.includes('--quick')
  const settings = isQuick ? QUICK : FULL
  say('Building the benchmark page ...')
  await buildBenchPage()
  const server = await serveFolder(BENCH_PAGE_FOLDER)
  const browser = await launchBrowser()
  const torch = await Torch.start()
  if (!torch) say('PyTorch: no python here can import torch, so its rows are left out')
  try {
    const page = await browser.newPage()
    await page.goto(server.url)
    const machine = await describeMachine(browser, page, torch && (await torch.describe()))
    say(JSON.stringify(machine))
    const kinds = { ...IN_WORKERS, ...(machine.gpu ? ON_GPU : {}) }
    const entries = [...(await startAll(page, kinds)), ...(torch ? [{ name: TORCH, contender: torch }] : [])]
    const tasks: TaskReport[] = []
    for (const task of MAIN_TASK_NAMES) {
      const spec = MAIN_TASKS[task]
      const able = entries.filter(({ name }) => !hasConvolutions(spec) || CONVOLVING.includes(name))
      tasks.push({ task, ...(await measureTask(task, spec, able, settings.main)) })
    }
    const growing = entries.filter(({ name }) => GROWING.includes(name))
    const series: SeriesReport[] = []
    for (const one of SERIES) series.push(await measureSeries(one, growing, settings.series, isQuick))
    const when = new Date().toISOString()
    await publish({ when, isQuick, machine, rounds: settings.main.rounds, tasks, series, goals: goalsOf(tasks) })
  } finally {
    torch?.stop()
    await browser.close()
    server.close()
  }
}

async function startAll(page: Page, kinds: Readonly<Record<string, WorkerKind>>): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const [name, kind] of Object.entries(kinds)) {
    say(`starting ${name}`)
    entries.push({ name, contender: await InBrowser.start(page, name, kind) })
  }
  return entries
}

async function measureTask(
  title: string,
  spec: RunSpec,
  entries: readonly Entry[],
  options: RoundsOptions,
): Promise<Pick<TaskReport, 'batch' | 'judgedAtStep' | 'rows'>> {
  const measured = await measureInRounds(spec, entries, { ...options, onProgress: (line) => say(`${title}: ${line}`) })
  const batch = spec.training.batchSize
  return { batch, judgedAtStep: options.warmUpSteps, rows: rowsOf(measured, batch) }
}

async function measureSeries(series: Series, entries: readonly Entry[], options: RoundsOptions, isQuick: boolean): Promise<SeriesReport> {
  const { name, title } = series
  const points: SeriesReport['points'][number][] = []
  for (const value of isQuick ? series.points.slice(0, QUICK_POINTS) : series.points) {
    const { rows } = await measureTask(`${name} ${value}`, series.specAt(value), entries, options)
    points.push({ value, rows })
  }
  return { name, title, points }
}

function hasConvolutions({ model }: RunSpec): boolean {
  return model.encoder.some(({ type }) => type !== 'dense')
}

/** Prints the tables and writes JSON and chart. */
async function publish(report: BenchReport): Promise<void> {
  const folder = resultsFolder(report.isQuick)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`)
  await writeFile(join(folder, 'bench.svg'), drawBenchChart(report))
  const tables = [...report.tasks.map(taskTable), ...report.series.map(seriesTable), goalTable(report.goals)]
  process.stdout.write(`${tables.join('\n\n')}\n\n${CONVNET_NOTE}\n`)
  const strays = report.tasks.flatMap(straysOf)
  for (const stray of strays) say(`has not trained the same: ${stray}`)
  if (strays.length > 0) process.exitCode = 1
  if (report.isQuick) say('--quick: a check of the harness; its figures mean nothing')
  say(`written to ${folder}`)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

await main()
