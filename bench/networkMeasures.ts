// What is measured of the page while one network stands on it, and beside which of the design's goals.

import { PAGE_FOLDER } from '../scripts/buildPage.ts'
import { mainScriptsOf } from '../scripts/pageSizes.ts'
import { readPage } from '../scripts/sizes.ts'
import { nodePlatform } from '../src/cli/nodePlatform.ts'
import { activePack } from '../src/engine/kernels/wasm/pack.ts'
import type { RunSpec } from '../src/spec/runSpec.ts'
import { atLeast, atMost, type Goal, OURS } from './goals.ts'
import { Hourglass } from './peers/hourglass.ts'
import { InBrowser } from './peers/inBrowser.ts'
import { endless, type Place, type Result, visit } from './place.ts'
import { median, type Spread, spreadOf } from './statistics.ts'
import { drawing } from './visits/drawing.ts'
import { firstPicture } from './visits/firstPicture.ts'
import { firstTraining } from './visits/firstTraining.ts'
import { liveSpeed } from './visits/liveSpeed.ts'
import { scriptTime } from './visits/scriptTime.ts'
import { steadyMemory } from './visits/steadyMemory.ts'

const EARLY_STEPS = 200
const FEW_TEST_PICTURES = 500
const MEGABYTE = 1e6
const KILOBYTE = 1e3

export async function measureFirstPicture(place: Place): Promise<Result> {
  const times: number[] = []
  for (let i = 0; i < place.settings.loads; i++) times.push(await visit(place, (page) => firstPicture(page, place.server.url), { seesFirsts: true }))
  const ms = spreadOf(times)
  return { figures: { ms }, goals: [atMost('first picture that answers the pointer', ms.median, 1_000, ' ms')] }
}

export async function measureFirstTraining(place: Place): Promise<Result> {
  const visits = []
  const mainScripts = mainScriptsOf(await readPage(PAGE_FOLDER)).map(({ path }) => path)
  for (let i = 0; i < place.settings.loads; i++)
    visits.push(await visit(place, (page) => firstTraining(page, place.server, mainScripts), { seesFirsts: true }))
  const ms: Spread = spreadOf(visits.map((one) => one.ms))
  const bytes = {
    untilFirstFrame: median(visits.map((one) => one.bytes)),
    whenFirstStepCouldBegin: median(visits.map((one) => one.bytesWhenItCouldBegin)),
  }
  const [{ mainThreadBytes, mainThreadFiles }] = visits as [(typeof visits)[number]]
  const goals = [
    atMost('first training frame after Train', ms.median, 2_000, ' ms'),
    atMost('bytes before the first step, counted until the first training frame', bytes.untilFirstFrame / MEGABYTE, 2.5, ' MB'),
    atMost('first-load JavaScript on the main thread, gzipped', mainThreadBytes / KILOBYTE, 250, ' kB'),
  ]
  return { figures: { ms, bytes, mainThreadBytes, mainThreadFiles }, goals }
}

export async function measureSpeed(place: Place): Promise<Result> {
  const { rounds, roundMs } = place.settings
  const worker = await InBrowser.start(place.benchPage, OURS, { peer: 'hourglass', backend: 'wasm', kernels: 'auto' })
  const node = await Hourglass.start(nodePlatform, 'wasm', 'auto')
  const [here, there] = [`${place.machine.relaxedSimd ? 'relaxed' : 'simd'} kernels`, `${activePack()?.build ?? 'plain'} kernels`]
  const closed = [
    { name: `a worker, views closed (${here})`, contender: worker },
    { name: `Node (${there})`, contender: node },
  ]
  const figures: Record<string, object> = {}
  const goals: Goal[] = []
  for (const name of ['vanilla', 'multilayer'] as const) {
    const options = { url: place.server.url, spec: endless(name), closed, rounds, roundMs }
    const speed = await visit(place, (page) => liveSpeed(page, options))
    figures[name] = { liveIn: `the page (${here})`, ...speed }
    for (const { name: other, ratio } of speed.closed) {
      goals.push(atLeast(`${name}: images per second, every view live (${here}), against ${other}`, 100 * ratio.median, 85, ' %'))
    }
  }
  await worker.stop()
  return { figures, goals }
}

export async function measureScript(place: Place): Promise<Result> {
  const options = { url: place.server.url, spec: endless('multilayer'), ms: place.settings.traceMs }
  const figures = await visit(place, (page) => scriptTime(place.browser, page, options))
  const goals = [
    atMost('script a frame while training, p95', figures.p95, 4, ' ms'),
    atMost('tasks over 50 ms while training', figures.longTasks.length, 0),
  ]
  return { figures, goals }
}

export async function measureMemory(place: Place): Promise<Result> {
  const vanilla = endless('vanilla')
  // Each epoch's end measures the test pictures: on all of them that would take longer than the steps.
  const spec: RunSpec = { ...vanilla, data: { ...vanilla.data, test: FEW_TEST_PICTURES } }
  const options = { url: place.server.url, spec, early: EARLY_STEPS, late: place.settings.memorySteps }
  const { early, late } = await visit(place, (page) => steadyMemory(page, options))
  const what = (name: string) => `${name} at step ${late.step} more than at step ${early.step}`
  const goals = [atMost(what('tensors'), late.tensors - early.tensors, 0), atMost(what('wasm bytes'), late.wasmBytes - early.wasmBytes, 0)]
  return { figures: { early, late }, goals }
}

export async function measureDrawing(place: Place): Promise<Result> {
  const options = { url: place.server.url, spec: endless('denoising'), strokes: place.settings.strokes }
  const figures = await visit(place, (page) => drawing(page, options))
  return { figures, goals: [atMost('drawing to denoised pixels while training, p95', figures.p95, 30, ' ms')] }
}
