import { beforeEach, describe, it } from 'vitest'
import type { Corruption } from '../../../spec/runSpec.ts'
import { SPATIAL_KERNELS } from '../../../testing/convolutions.ts'
import { type EdgeOfMemory, openEdgeOfMemory } from '../../../testing/edgeOfMemory.ts'
import { TESTED_BUILDS } from '../../../testing/kernels.ts'
import { corruptRows } from './corruptRows.ts'
import type { Attributes, Shape } from './defineKernel.ts'
import { keepLargest } from './keepLargest.ts'
import { KERNELS } from './kernels.ts'
import { ACTIVATION_CODES } from './packFunctions.ts'
import { pictureErrors } from './pictureErrors.ts'

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
  Add: (a, b) => [
    [a, b],
    [a, b],
  ],
  HourglassL1: (a, b) => [[a, b]],
  HourglassKl: (a, b) => [[a, b]],
  HourglassWeightDecay: (a, b) => [[a, b]],
  HourglassKeepLargest: (a, b) => [
    [a, b],
    [a, b],
  ],
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
  HourglassCodeSample: (a, b) => [
    [a, 2 * b],
    [a, b],
  ],
  HourglassCodeSampleGradient: (a, b) => [
    [a, 2 * b],
    [a, b],
    [a, b],
  ],
  HourglassCodeDivergence: (a, b) => [[a, 2 * b], [1]],
  HourglassContraction: (a, b, c) => [
    [c, b],
    [a, b],
  ],
  HourglassTangent: (a, b) => [
    [a, b],
    [a, b],
  ],
  HourglassTangentGradient: (a, b) => [
    [a, b],
    [a, b],
    [a, b],
  ],
}

const ATTRIBUTES: Attributes = { activation: 'sigmoid', output: 'sigmoid', loss: 'bce', weight: 0.1, target: 0.2, k: 3 }

describe.each(TESTED_BUILDS)('the edges of memory, %s build', (build) => {
  let edge: EdgeOfMemory
  beforeEach(async () => {
    edge = await openEdgeOfMemory(build)
  })

  it.each(KERNELS.filter(({ name }) => !SPATIAL_KERNELS.includes(name)).map((definition) => [definition.name, definition] as const))(
    '[E32] %s reads and writes nothing beyond its arrays',
    (name, definition) => {
      const shapesOf = SHAPES[name] as (a: number, b: number, c: number) => Shape[]
      for (const a of SIDES) for (const b of SIDES) edge.runDefinition(definition, shapesOf(a, b, 1 + ((a * b) % 7)), ATTRIBUTES)
    },
  )

  it('[E32] gemm reads and writes nothing beyond its arrays, in all transpositions and adding to what is there', () => {
    for (const m of SIDES) {
      for (const n of [...SIDES, 66]) {
        for (const k of [1, 3, 4, 6]) {
          for (const flags of [0, 1, 2, 3]) {
            edge.runWithEachLast([4 * m * k, 4 * k * n, 4 * n, 4 * m * n], ([a = 0, b = 0, bias = 0, c = 0]) =>
              edge.functions.gemm(a, b, c, m, n, k, flags & 1, flags >> 1, bias, ACTIVATION_CODES.elu, flags & 1),
            )
          }
        }
      }
    }
  })

  it('[E32] HourglassKeepLargest reads and writes nothing beyond its arrays where no two numbers are equal', () => {
    for (const columns of SIDES) {
      for (const k of [1, 2, columns - 1]) {
        if (k < 1) continue
        const launch = keepLargest.bind(edge.functions, [[3, columns]], { k })
        const bytes = 4 * 3 * columns
        edge.runWithEachLast([bytes, bytes, bytes], ([x = 0, values = 0, out = 0]) => {
          new Float32Array(edge.memory.buffer, x, 3 * columns).set(Array.from({ length: 3 * columns }, (_, i) => Math.sin(i)))
          launch([x, values, out])
        })
      }
    }
  })

  it.each(['sigmoid', 'linear'])('[E32] HourglassPictureErrors, mse with a %s output, reads and writes nothing beyond its arrays', (output) => {
    for (const rows of SIDES) {
      for (const size of SIDES) {
        const launch = pictureErrors.bind(edge.functions, [[rows, size]], { loss: 'mse', output })
        edge.runWithEachLast([4 * rows * size, 4 * rows * size, 4 * rows, 4 * rows], launch)
      }
    }
  })

  it.each([
    { type: 'gaussian', sigma: [0, 1] },
    { type: 'masking', rate: [0, 1] },
  ] as const)('[E32] noise, $type, reads and writes nothing beyond its arrays', (corruption) => {
    for (const size of [...SIDES, 1_023, 1_024, 1_025]) {
      for (const rows of [1, 2, 3]) {
        const noise = { corruption: corruption as unknown as Corruption, seed: size, step: rows, range: [0, 1] as const }
        edge.runWithEachLast([4 * rows * size, 4 * rows * size], ([clean = 0, noisy = 0]) => {
          corruptRows(edge.functions, { clean, noisy, rows, size }, noise)
        })
      }
    }
  })

  it('[E32] gatherBytes reads and writes nothing beyond its arrays', () => {
    for (const width of SIDES) {
      for (const rows of SIDES) {
        edge.runWithEachLast([width, 4 * rows, 4 * rows * width], ([source = 0, positions = 0, out = 0]) =>
          edge.functions.gatherBytes(source, positions, out, rows, width),
        )
      }
    }
  })
})
