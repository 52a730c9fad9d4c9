import { describe, expect, it } from 'vitest'
import { editSpec } from '../spec/editSpec.ts'
import { PRESETS } from '../spec/presets.ts'
import { backendFor, imagesPerSecond, type Measured, probeKey } from './backendChoice.ts'
import { shortageOf } from './laneThreads.ts'

const { spec } = PRESETS.vanilla
const measured = (isWebglWorthIt: boolean): Measured => ({ figures: {}, isWebglWorthIt, key: '', batchSize: 128 })

describe('backendFor', () => {
  it('[W33] left to itself the page starts on wasm, and takes webgl only where it was measured to win clearly', () => {
    expect(backendFor({ choice: 'automatic', measured: null })).toBe('wasm')
    expect(backendFor({ choice: 'automatic', measured: measured(false) })).toBe('wasm')
    expect(backendFor({ choice: 'automatic', measured: measured(true) })).toBe('webgl')
  })

  it('[W33] what a person has chosen holds, whatever was measured', () => {
    expect(backendFor({ choice: 'wasm', measured: measured(true) })).toBe('wasm')
    expect(backendFor({ choice: 'cpu', measured: measured(true) })).toBe('cpu')
    expect(backendFor({ choice: 'webgl', measured: measured(false) })).toBe('webgl')
  })

  it('[W33] another network or batch is measured anew, another rate or length is not', () => {
    expect(probeKey(editSpec(spec, 'model.latent.units', 64))).not.toBe(probeKey(spec))
    expect(probeKey(editSpec(spec, 'training.batchSize', 64))).not.toBe(probeKey(spec))
    expect(probeKey(editSpec(editSpec(spec, 'training.learningRate', 0.5), 'training.steps', 7))).toBe(probeKey(spec))
    expect(imagesPerSecond(2, 128)).toBe(64_000)
  })

  it('[W34] no worker is kept in reserve on one core or short of memory, and lanes share theirs', () => {
    expect(shortageOf({ hardwareConcurrency: 2, deviceMemory: 8 })).toBeNull()
    expect(shortageOf({ hardwareConcurrency: 2 })).toBeNull()
    expect(shortageOf({ hardwareConcurrency: 1, deviceMemory: 8 })).toBe('one-core')
    expect(shortageOf({ hardwareConcurrency: 8, deviceMemory: 2 })).toBe('little-memory')
  })
})
