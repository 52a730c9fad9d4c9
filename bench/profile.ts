// npm run bench:profile: where a training step's time goes, kernel by kernel, and how near each is to what the processor can do. In Node.

import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { ensureData } from '../scripts/buildData.ts'
import { ensureKernels } from '../scripts/buildKernels.ts'
import { nodePlatform } from '../src/cli/nodePlatform.ts'
import { startBackend } from '../src/engine/backend.ts'
import { epochOrder } from '../src/engine/data/order.ts'
import { activePack, type KernelPack } from '../src/engine/kernels/wasm/pack.ts'
import { canRun } from '../src/engine/kernels/wasm/packModule.ts'
import { Autoencoder } from '../src/engine/models/autoencoder.ts'
import { createObjective } from '../src/engine/objectives/objective.ts'
import { Optimizer } from '../src/engine/optimizers/optimizer.ts'
import { LossSum } from '../src/engine/steps/lossSum.ts'
import { type PlacedLaunch, ReplayedSteps } from '../src/engine/steps/replayedSteps.ts'
import { planNetwork } from '../src/spec/network.ts'
import { PRESETS } from '../src/spec/presets.ts'
import { trainingCount } from '../src/spec/runLength.ts'
import { readDigits } from './digits.ts'
import { resultsFolder } from './paths.ts'
import { measurePeak } from './peak.ts'
import { median } from './statistics.ts'
import { formatTable } from './table.ts'

const NAMES = ['vanilla', 'multilayer'] as const
const BATCH = 128
const RATE = 0.01
const ROUNDS = 300
const WARM_UP_STEPS = 60
const FLOAT_BYTES = 4
const PRODUCTS = ['HourglassDense', 'BatchMatMul']
const UPDATE = 'HourglassAdam'

interface LaunchFigures {
  readonly kernel: string
  readonly ms: number
  /** Multiplications and additions, millions, those with zeros that were skipped included; null where they are not what counts. */
  readonly megaflops: number | null
  readonly gigaflopsPerSecond: number | null
  /** Read and written, kB. */
  readonly kilobytes: number
}

async function main(): Promise<void> {
  // Node 20 has relaxed SIMD behind a flag, which newer ones don't know any more.
  if (!canRun('relaxed')) setFlagsFromString('--experimental-wasm-relaxed-simd')
  await ensureData()
  await ensureKernels()
  await startBackend('wasm', nodePlatform, { kernels: 'auto' })
  const pack = activePack()
  if (!pack) throw new Error('there is no SIMD here, and so no kernel pack')
  const peak = await measurePeak(pack.build === 'relaxed')
  const tasks = []
  for (const name of NAMES) tasks.push(await profile(name, pack))
  const report = { cpu: cpus()[0]?.model.trim(), node: process.version, build: pack.build, batch: BATCH, peakGigaflopsPerSecond: peak, tasks }
  console.log(`${report.cpu}, Node ${report.node}, ${pack.build} build, batch ${BATCH}; at most ${peak.toFixed(1)} GFLOP/s in registers\n`)
  for (const task of tasks) console.log(`${describe(task, peak)}\n`)
  const folder = resultsFolder(false)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'profile.json'), `${JSON.stringify(report, null, 2)}\n`)
}

async function profile(name: (typeof NAMES)[number], pack: KernelPack) {
  const { spec } = PRESETS[name]
  const { train: pictures } = await readDigits(nodePlatform, spec)
  const model = new Autoencoder(planNetwork(spec), spec.seed)
  const trained = { pictures, model, optimizer: new Optimizer('adam', model.variables), objective: createObjective(spec, model) }
  const stepper = new ReplayedSteps(trained, pack)
  const order = epochOrder(spec.seed, 1, trainingCount(spec))
  const step = (i: number) => {
    const from = (i * BATCH) % (order.length - BATCH)
    stepper.take({ order, from, to: from + BATCH, moment: { seed: spec.seed, step: i, epoch: 0 } }, RATE, new LossSum())
  }
  for (let i = 0; i < WARM_UP_STEPS; i++) step(i)
  const launches = stepper.launchesOf(BATCH)
  const times = launches.map((): number[] => [])
  const wholes: number[] = []
  const time = (isTimed: (launch: PlacedLaunch) => boolean) =>
    launches.forEach((launch, i) => {
      if (!isTimed(launch)) return
      const started = performance.now()
      launch.run(launch.addresses)
      times[i]?.push(performance.now() - started)
    })
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now()
    step(round)
    wholes.push(performance.now() - began)
    // In the step's own order, so that each finds the caches as it does there. Updates would move the weights a second time: they come last.
    time(({ kernel }) => kernel !== UPDATE)
  }
  for (let round = 0; round < ROUNDS; round++) time(({ kernel }) => kernel === UPDATE)
  stepper.dispose()
  return { name, stepMs: median(wholes), launches: launches.map((launch, i) => figuresOf(launch, median(times[i] as number[]))) }
}

function figuresOf({ kernel, inputs, outputs }: PlacedLaunch, ms: number): LaunchFigures {
  const kilobytes = (FLOAT_BYTES * [...inputs, ...outputs].reduce((sum, floats) => sum + floats, 0)) / 1000
  if (!PRODUCTS.includes(kernel)) return { kernel, ms, megaflops: null, gigaflopsPerSecond: null, kilobytes }
  const [a = 0, b = 0] = inputs
  const [c = 0] = outputs
  // Of [m, k] and [k, n] to [m, n]: mk * kn * mn = (mnk)^2.
  const flops = 2 * Math.sqrt(a * b * c)
  return { kernel, ms, megaflops: flops / 1e6, gigaflopsPerSecond: flops / ms / 1e6, kilobytes }
}

function describe({ name, stepMs, launches }: Awaited<ReturnType<typeof profile>>, peak: number): string {
  const products = launches.filter(({ megaflops }) => megaflops !== null)
  const inProducts = products.reduce((sum, { ms }) => sum + ms, 0)
  const inOthers = launches.reduce((sum, { ms }) => sum + ms, 0) - inProducts
  const megaflops = products.reduce((sum, each) => sum + (each.megaflops ?? 0), 0)
  const rows = launches.map(({ kernel, ms, megaflops: flops, gigaflopsPerSecond, kilobytes }) => [
    kernel,
    (1000 * ms).toFixed(1),
    flops?.toFixed(1) ?? '',
    gigaflopsPerSecond?.toFixed(1) ?? '',
    kilobytes.toFixed(0),
  ])
  const bound = megaflops / peak
  return [
    `${name}: ${stepMs.toFixed(3)} ms a step; products ${inProducts.toFixed(3)} ms, other kernels ${inOthers.toFixed(3)} ms, batch and calls ${(stepMs - inProducts - inOthers).toFixed(3)} ms`,
    `${megaflops.toFixed(1)} million multiplications and additions: ${bound.toFixed(3)} ms at the most that can be done here, ${((100 * bound) / stepMs).toFixed(0)} % of the step`,
    formatTable(['kernel', 'us', 'MFLOP', 'GFLOP/s', 'kB'], rows),
    'What comes in is mostly black: products with it leave zeros out, and so can seem to do more than can be done.',
  ].join('\n')
}

await main()
