// PyTorch beside the browser: a Python process that answers line by line. Data and first weights reach it as files.

import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { nodePlatform } from '../../src/cli/nodePlatform.ts'
import type { Dataset } from '../../src/engine/data/dataset.ts'
import type { LayerWeights } from '../../src/engine/forward.ts'
import { plannedSamples } from '../../src/spec/runLength.ts'
import type { RunSpec } from '../../src/spec/runSpec.ts'
import type { Burst, Contender, Losses } from '../contender.ts'
import { readDigits } from '../digits.ts'
import { judge } from '../judge.ts'
import { CACHE_FOLDER } from '../paths.ts'
import { Batches, startWeights } from '../start.ts'

export interface TorchFacts {
  readonly version: string
  readonly threads: number
  /** The library that multiplies its matrices. */
  readonly blas: string
}

const SCRIPT = fileURLToPath(new URL('./pytorch.py', import.meta.url))
const FOLDER = join(CACHE_FOLDER, 'torch')
/** Debian's torch belongs to Debian's python, which may stand behind another on the PATH. */
const PYTHONS = ['python3', '/usr/bin/python3', 'python']
const PROBE_MS = 60_000
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' }

export class Torch implements Contender {
  readonly #process: ChildProcessWithoutNullStreams
  readonly #replies: AsyncIterator<string>
  #data: Dataset | null = null
  #layers: LayerWeights[] = []
  #complaints = ''

  private constructor(python: string) {
    this.#process = spawn(python, [SCRIPT], { env: { ...process.env, ...ONE_THREAD } })
    this.#process.stderr.on('data', (text) => {
      this.#complaints += text
    })
    this.#replies = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]()
  }

  /** Null where no python here has torch. */
  static async start(): Promise<Torch | null> {
    const python = PYTHONS.find((name) => spawnSync(name, ['-c', 'import torch'], { timeout: PROBE_MS }).status === 0)
    return python ? new Torch(python) : null
  }

  describe(): Promise<TorchFacts> {
    return this.#ask({ what: 'describe' }) as unknown as Promise<TorchFacts>
  }

  async open(spec: RunSpec): Promise<void> {
    const former = this.#data
    this.#data = await readDigits(nodePlatform, spec, former)
    this.#layers = startWeights(spec)
    const files = { train: fileOf('train.u8'), test: fileOf('test.u8'), order: fileOf('order.u32'), weights: fileOf('weights.f32') }
    await mkdir(FOLDER, { recursive: true })
    if (this.#data !== former) {
      await writeFile(files.train, this.#data.train.pixels)
      await writeFile(files.test, this.#data.test.pixels)
    }
    await writeFile(files.order, bytesOf(new Batches(spec).order))
    await writeFile(files.weights, Buffer.concat(this.#layers.flatMap(({ kernel, bias }) => [bytesOf(kernel), bytesOf(bias)])))
    const { batchSize: batch, learningRate: rate, schedule } = spec.training
    const layers = this.#layers.map(({ kernel: _, bias: __, ...shape }) => shape)
    await this.#ask({ what: 'open', task: { layers, batch, rate, schedule, planned: plannedSamples(spec), files } })
  }

  async train(burst: Burst): Promise<number[]> {
    return (await this.#ask({ what: 'train', ...burst })).times as number[]
  }

  async losses(): Promise<Losses> {
    const file = fileOf('trained.f32')
    await this.#ask({ what: 'weights', file })
    const bytes = await readFile(file)
    const numbers = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
    let at = 0
    const take = (count: number) => {
      at += count
      return numbers.subarray(at - count, at)
    }
    const layers = this.#layers.map((layer) => ({ ...layer, kernel: take(layer.kernel.length), bias: take(layer.bias.length) }))
    return judge(layers, (this.#data as Dataset).test)
  }

  /** Test BCE on all test pictures of the spec. */
  async testLoss(): Promise<number> {
    return (await this.#ask({ what: 'testLoss' })).bce as number
  }

  stop(): void {
    this.#process.kill()
  }

  async #ask(request: object): Promise<Record<string, unknown>> {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`)
    const { value, done } = await this.#replies.next()
    if (done) throw new Error(`PyTorch's process has ended: ${this.#complaints.trim()}`)
    const reply = JSON.parse(value) as Record<string, unknown>
    if (reply.error) throw new Error(`PyTorch: ${reply.error}`)
    return reply
  }
}

function fileOf(name: string): string {
  return join(FOLDER, name)
}

function bytesOf(numbers: Float32Array | Uint32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}
