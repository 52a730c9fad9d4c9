import { beforeEach, describe, it } from 'vitest'
import { nodePlatform } from '../../../cli/nodePlatform.ts'
import { TESTED_BUILDS } from '../../../testing/kernels.ts'
import type { Attributes, KernelDefinition, Shape } from './defineKernel.ts'
import { gaussianNoise } from './gaussianNoise.ts'
import { KERNELS } from './kernels.ts'
import { ACTIVATION_CODES, type PackFunctions } from './packFunctions.ts'
import { pictureErrors } from './pictureErrors.ts'

// A read beyond an array leaves no trace in memory that is somebody's. Beyond the last byte of all memory it is a trap: each array takes its turn there.

const PAGE_BYTES = 65_536
const PAGES = 48
const END = PAGES * PAGE_BYTES
const SIDES = [1, 2, 3, 4, 5, 7, 8, 9, 15, 17, 33]

/** Shapes of each kernel's inputs, for sides a, b and c. */
const SHAPES: Readonly<Record<string, (a: number, b: number, c: number) => Shape[]>> = {
  BatchMatMul: (a, b, c) => [
    [a, c],
    [c, b],
  ],
  _FusedMatMul: (a, b, c) => [[a, c], [c, b], [b]],
  HourglassDense: (a, b, c) => [[a, c], [c, b], [b]],
  HourglassActivationGradient: (a, b) => [
    [a, b],
    [a, b],
  ],
  HourglassColumnSums: (a, b) => [[a, b]],
  HourglassBce: (a, b) => [
    [a, b],
    [a, b],
  ],
  HourglassMse: (a, b) => [
    [a, b],
    [a, b],
  ],
  HourglassPictureErrors: (a, b) => [
    [a, b],
    [a, b],
  ],
  HourglassAdam: (a, b) => [[a, b], [a, b], [a, b], [a, b], [2]],
  HourglassSgd: (a, b) => [[a, b], [a, b], [1]],
  HourglassMomentum: (a, b) => [[a, b], [a, b], [a, b], [1]],
  HourglassRmsprop: (a, b) => [[a, b], [a, b], [a, b], [1]],
}

const ATTRIBUTES: Attributes = { activation: 'sigmoid', output: 'sigmoid', loss: 'bce' }

describe.each(TESTED_BUILDS)('the edges of memory, %s build', (build) => {
  let functions: PackFunctions
  /** First byte that nobody uses. */
  let free: number
  beforeEach(async () => {
    const memory = new WebAssembly.Memory({ initial: PAGES })
    const bytes = (await nodePlatform.readKernels(build)) as Uint8Array<ArrayBuffer>
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory, log: Math.log } })
    functions = instance.exports as unknown as PackFunctions
    functions.setWorkspace(PAGE_BYTES)
    free = PAGE_BYTES + functions.workspaceBytes()
  })

  /** Runs once for each array, that array the last in memory, the others wherever there is room. */
  function runWithEachLast(byteLengths: readonly number[], run: (addresses: readonly number[]) => void): void {
    byteLengths.forEach((_, last) => {
      let next = free
      const addresses = byteLengths.map((bytes, i) => {
        if (i === last) return END - bytes
        next += bytes + 16
        return next - bytes
      })
      run(addresses)
    })
  }

  function runDefinition(definition: KernelDefinition, shapes: readonly Shape[]): void {
    const launch = definition.bind(functions, shapes, ATTRIBUTES)
    const lengths = [...shapes, ...definition.outputs(shapes, ATTRIBUTES)].map((shape) => 4 * shape.reduce((size, side) => size * side, 1))
    runWithEachLast(lengths, launch)
  }

  it.each(KERNELS.map((definition) => [definition.name, definition] as const))(
    '[E32] %s reads and writes nothing beyond its arrays',
    (name, definition) => {
      const shapesOf = SHAPES[name] as (a: number, b: number, c: number) => Shape[]
      for (const a of SIDES) for (const b of SIDES) runDefinition(definition, shapesOf(a, b, 1 + ((a * b) % 7)))
    },
  )

  it('[E32] gemm reads and writes nothing beyond its arrays, in all transpositions and adding to what is there', () => {
    for (const m of SIDES) {
      for (const n of [...SIDES, 66]) {
        for (const k of [1, 3, 4, 6]) {
          for (const flags of [0, 1, 2, 3]) {
            runWithEachLast([4 * m * k, 4 * k * n, 4 * n, 4 * m * n], ([a = 0, b = 0, bias = 0, c = 0]) =>
              functions.gemm(a, b, c, m, n, k, flags & 1, flags >> 1, bias, ACTIVATION_CODES.elu, flags & 1),
            )
          }
        }
      }
    }
  })

  it.each(['sigmoid', 'linear'])('[E32] HourglassPictureErrors, mse with a %s output, reads and writes nothing beyond its arrays', (output) => {
    for (const rows of SIDES) {
      for (const size of SIDES) {
        const launch = pictureErrors.bind(functions, [[rows, size]], { loss: 'mse', output })
        runWithEachLast([4 * rows * size, 4 * rows * size, 4 * rows, 4 * rows], launch)
      }
    }
  })

  it('[E32] gaussianNoise reads and writes nothing beyond its arrays', () => {
    for (const size of [...SIDES, 1_023, 1_024, 1_025]) {
      for (const rows of [1, 2, 3]) {
        const noise = { sigma: [0, 1] as [number, number], seed: size, step: rows, range: [0, 1] as const }
        runWithEachLast([4 * rows * size, 4 * rows * size], ([clean = 0, noisy = 0]) => {
          gaussianNoise(functions, { clean, noisy, rows, size }, noise)
        })
      }
    }
  })

  it('[E32] gatherBytes reads and writes nothing beyond its arrays', () => {
    for (const width of SIDES) {
      for (const rows of SIDES) {
        runWithEachLast([width, 4 * rows, 4 * rows * width], ([source = 0, positions = 0, out = 0]) =>
          functions.gatherBytes(source, positions, out, rows, width),
        )
      }
    }
  })
})
