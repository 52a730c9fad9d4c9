import { describe, expect, it } from 'vitest'
import { checkSpec } from '../src/spec/checkSpec.ts'
import { planNetwork } from '../src/spec/network.ts'
import { Batches, startWeights } from './start.ts'
import { MAIN_TASKS, SERIES, TRAINING_PICTURES } from './tasks.ts'

const series = Object.fromEntries(SERIES.map((one) => [one.name, one]))

describe('tasks', () => {
  it('are specs that the engine takes, and no contender meets a partial batch', () => {
    const specs = [...Object.values(MAIN_TASKS), ...SERIES.flatMap(({ points, specAt }) => points.map(specAt))]
    expect(specs).toHaveLength(3 + 18)
    for (const spec of specs) {
      expect(checkSpec(spec)).toEqual(spec)
      expect(TRAINING_PICTURES % spec.training.batchSize).toBe(0)
    }
  })

  it('a series grows what its name says, and nothing else', () => {
    const hidden = (name: string, value: number) => {
      const spec = series[name]?.specAt(value) ?? MAIN_TASKS.vanilla
      return {
        units: planNetwork(spec)
          .layers.slice(0, -1)
          .map(({ units }) => units),
        batch: spec.training.batchSize,
      }
    }
    expect(hidden('width', 512)).toEqual({ units: [512], batch: 128 })
    expect(hidden('batch', 512)).toEqual({ units: [32], batch: 512 })
    expect(hidden('depth', 1)).toEqual({ units: [128], batch: 128 })
    expect(hidden('depth', 6)).toEqual({ units: Array(6).fill(128), batch: 128 })
  })

  it('everybody starts from the same weights and goes through the same batches, over and over', () => {
    const spec = MAIN_TASKS.multilayer
    expect(startWeights(spec)).toEqual(startWeights(spec))
    expect(startWeights(spec).map(({ inputs, units }) => [inputs, units])).toEqual(
      planNetwork(spec).layers.map(({ inputs, units }) => [inputs, units]),
    )
    const [batches, others] = [new Batches(spec), new Batches(spec)]
    const shown = Array.from({ length: TRAINING_PICTURES / 128 }, () => batches.next())
    expect(new Set(shown.flatMap((batch) => [...batch])).size).toBe(TRAINING_PICTURES)
    expect(batches.next()).toEqual(others.next())
  })
})
