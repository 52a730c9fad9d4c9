import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planNetwork } from '../../spec/network.ts'
import { smallSpec } from '../../testing/digits.ts'
import { encodeWith } from '../forward.ts'
import { kernelToBytes } from '../quantise.ts'
import { crc32 } from './crc32.ts'
import { decodeShipped, encodeShipped, networkOf, type ShippedContent, ShippedFileError } from './shippedFile.ts'

const SPEC = smallSpec()
const PLAN = planNetwork(SPEC)
const POINTS = 5
const wave = (count: number, scale = 1) => Float32Array.from({ length: count }, (_, i) => scale * Math.sin(1 + i))

const CONTENT: ShippedContent = {
  header: {
    spec: SPEC,
    builtBy: 'a test',
    step: 20,
    samplesSeen: 1_280,
    testLoss: 0.2,
    testMse: 0.05,
    testSamples: 100,
    trained: { trainLoss: 0.21, testLoss: 0.2, testMse: 0.05 },
    baseline: { codeSize: 8, pcaMse: 0.03, pcaLoss: 0.15, meanLoss: 0.26, floor: 0.06 },
    history: [{ step: 10, trainLoss: 0.5, testLoss: null }],
  },
  layers: PLAN.layers.map(({ inputs, units }) => ({ kernel: kernelToBytes(wave(inputs * units), units), bias: wave(units, 0.1) })),
  codes: wave(POINTS * PLAN.latent, 4),
  labels: Uint8Array.of(3, 1, 4, 1, 5),
  overview: { pictures: Float32Array.from({ length: 2 * PLAN.inputs }, (_, i) => (i % 256) / 255), labels: Uint8Array.of(0, 1) },
  pcaReconstructions: wave(2 * PLAN.inputs),
}
const BYTES = encodeShipped(CONTENT)

describe('the shipped file', () => {
  it('[P50] gives back what was put into it', () => {
    const { header, weights, codes, labels, overview, baseline } = decodeShipped(BYTES)
    expect(header).toMatchObject(CONTENT.header)
    expect(weights).toEqual(networkOf(SPEC, CONTENT.layers, 20))
    expect(weights.encoderLayers).toBe(2)
    expect(encodeWith(weights, new Float32Array(PLAN.inputs))).toHaveLength(PLAN.latent)
    expect(labels).toEqual(CONTENT.labels)
    expect(overview).toEqual(CONTENT.overview)
    expect(largestDifference(codes, CONTENT.codes)).toBeLessThan(1e-3)
    expect(baseline).toMatchObject(CONTENT.header.baseline)
    expect(largestDifference(baseline.reconstructions, CONTENT.pcaReconstructions)).toBeLessThan(2 / 255)
  })

  it('is the same bytes for the same content', () => {
    expect(encodeShipped(CONTENT)).toEqual(BYTES)
  })

  it('[P51] is refused when it is cut off, wherever that is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: BYTES.length - 1 }), (length) => {
        expect(() => decodeShipped(BYTES.subarray(0, length))).toThrow(ShippedFileError)
      }),
    )
  })

  it('[P51] is refused when a bit has changed, wherever that is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: BYTES.length - 1 }), fc.integer({ min: 0, max: 7 }), (at, bit) => {
        const changed = BYTES.slice()
        changed[at] = (changed[at] as number) ^ (1 << bit)
        expect(() => decodeShipped(changed)).toThrow(ShippedFileError)
      }),
    )
  })

  it('[P51] is refused when something was added, and when it is nothing of the kind', () => {
    expect(() => decodeShipped(Uint8Array.of(...BYTES, 0))).toThrow(/checksum/)
    expect(() => decodeShipped(new Uint8Array())).toThrow(/damaged/)
    expect(() => decodeShipped(Uint8Array.from('<!doctype html>', (c) => c.charCodeAt(0)))).toThrow(/no checkpoint/)
  })

  it('names the format that it can’t read', () => {
    const newer = BYTES.slice()
    newer[4] = 2
    expect(() => decodeShipped(newer)).toThrow('the shipped network has format 2; this page reads 1')
  })
})

describe('crc32', () => {
  it('gives the published check value', () => {
    expect(crc32(Uint8Array.from('123456789', (c) => c.charCodeAt(0))).toString(16)).toBe('cbf43926')
  })
})

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length)
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0)
}
