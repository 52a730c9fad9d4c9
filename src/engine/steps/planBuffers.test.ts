import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planBuffers } from './planBuffers.ts'
import type { RecordedLaunch, Recording } from './recordStep.ts'

const FLOAT_BYTES = 4

/** A launch that makes of its inputs, element by element, what nothing else would: place and kernel count. */
type Compute = (launch: RecordedLaunch, read: (buffer: number) => Float32Array, write: (buffer: number) => Float32Array) => void

const compute: Compute = (launch, read, write) => {
  const inputs = launch.inputs.map((buffer) => read(buffer as number))
  // All is read before anything is written: what `overwrites` promises of a kernel, element by element.
  const results = launch.outputs.map((output, o) =>
    Float32Array.from(write(output), (_, i) =>
      inputs.reduce((sum, values, k) => sum + (k + 2) * (values[i % values.length] as number), 0.5 * o + 0.25 * launch.outputs.length),
    ),
  )
  launch.outputs.forEach((output, o) => {
    write(output).set(results[o] as Float32Array)
  })
}

/** Each buffer in memory of its own. */
function runApart(recording: Recording, state: Float32Array[], given: number): number[] {
  const buffers = recording.sizes.map((size) => new Float32Array(size))
  for (const buffer of [recording.target, recording.input, ...recording.fed, recording.scalars]) buffers[buffer]?.fill(given + buffer)
  recording.state.forEach(({ before }, i) => {
    buffers[before]?.set(state[i] as Float32Array)
  })
  for (const launch of recording.launches)
    compute(
      launch,
      (b) => buffers[b] as Float32Array,
      (b) => buffers[b] as Float32Array,
    )
  recording.state.forEach(({ after }, i) => {
    state[i] = (buffers[after] as Float32Array).slice()
  })
  return recording.parts.flatMap((part) => [...(buffers[part] as Float32Array)])
}

/** The same as planned: state and one block of scratch. */
function runPlanned(recording: Recording, state: Float32Array[], given: number): number[] {
  const { places, scratchBytes, copies } = planBuffers(recording)
  const scratch = new Float32Array(scratchBytes / FLOAT_BYTES).fill(Number.NaN)
  const at = (buffer: number): Float32Array => {
    const place = places[buffer] as { state: number } | { offset: number }
    if ('state' in place) return state[place.state] as Float32Array
    return scratch.subarray(place.offset / FLOAT_BYTES, place.offset / FLOAT_BYTES + (recording.sizes[buffer] as number))
  }
  for (const buffer of [recording.target, recording.input, ...recording.fed, recording.scalars]) at(buffer).fill(given + buffer)
  for (const launch of recording.launches) compute(launch, at, at)
  for (const { from, state: i } of copies) state[i]?.set(at(from))
  return recording.parts.flatMap((part) => [...at(part)])
}

/** Any recording: launches over what is there so far, values of some sizes becoming the loss, a term and the new state. */
const recordings = fc
  .record({
    hasNoise: fc.boolean(),
    fed: fc.integer({ min: 0, max: 2 }),
    states: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
    launches: fc.array(
      fc.record({
        inputs: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 4 }),
        outputs: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 3 }),
        mayOverwrite: fc.boolean(),
      }),
      { minLength: 1, maxLength: 14 },
    ),
    picks: fc.array(fc.nat(1_000), { minLength: 6, maxLength: 6 }),
  })
  .map(({ hasNoise, fed: count, states, launches, picks }): Recording => {
    const fed = Array.from({ length: count }, (_, i) => (hasNoise ? 2 : 1) + i)
    const scalars = (hasNoise ? 2 : 1) + count
    const sizes = [30, ...(hasNoise ? [30] : []), ...fed.map(() => 12), 2, ...states]
    const recorded = launches.map(({ inputs, outputs, mayOverwrite }): RecordedLaunch => {
      const from = inputs.map((n) => n % sizes.length)
      const to = outputs.map((n) => {
        // Now and then of the size of an input, so that it can be written over it.
        sizes.push(n % 2 === 0 ? (sizes[from[0] as number] as number) : 1 + (n % 40))
        return sizes.length - 1
      })
      return { kernel: 'any', inputs: from, outputs: to, overwrites: mayOverwrite ? [[0, 0]] : [], run: () => {} }
    })
    const made = recorded.flatMap(({ outputs }) => outputs)
    const state = states.map((size, i) => {
      const before = scalars + 1 + i
      const fitting = made.filter((buffer) => sizes[buffer] === size)
      return { before, after: fitting.length > 0 ? (fitting[(picks[i] as number) % fitting.length] as number) : before }
    })
    const parts = [4, 5].map((pick) => made[(picks[pick] as number) % made.length] as number)
    return { launches: recorded, sizes, target: 0, input: hasNoise ? 1 : 0, fed, scalars, parts, state }
  })

describe('planBuffers', () => {
  it('[E53] planned buffers give, step after step, what buffers apart give, whatever was recorded', () => {
    fc.assert(
      fc.property(recordings, (recording) => {
        const [apart, planned] = [0, 1].map(() =>
          recording.state.map(({ before }, i) => new Float32Array(recording.sizes[before] as number).fill(i + 1)),
        )
        for (const given of [1, 3]) {
          expect(runPlanned(recording, planned as Float32Array[], given)).toEqual(runApart(recording, apart as Float32Array[], given))
          expect(planned).toEqual(apart)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('[E53] an update that may write over its weights does so, and a chain of launches needs two buffers, not ten', () => {
    const launch = (inputs: number[], output: number, mayOverwrite = false): RecordedLaunch => ({
      kernel: 'any',
      inputs,
      outputs: [output],
      overwrites: mayOverwrite ? [[0, 0]] : [],
      run: () => {},
    })
    const chain = Array.from({ length: 10 }, (_, i) => launch([i === 0 ? 0 : i + 2], i + 3))
    const recording: Recording = {
      launches: [...chain, launch([2, 12], 13, true)],
      sizes: [...Array.from({ length: 13 }, () => 16), 16],
      target: 0,
      input: 0,
      fed: [],
      scalars: 1,
      parts: [12],
      state: [{ before: 2, after: 13 }],
    }
    const { places, scratchBytes, copies } = planBuffers(recording)
    expect([places[13], copies]).toEqual([{ state: 0 }, []])
    // Target, scalars, and two that are used in turn.
    expect(scratchBytes).toBe(4 * 64)
  })
})
