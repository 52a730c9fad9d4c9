// The file format of the checkpoint that ships with the page: a network trained earlier, in 8-bit weights, with all that is needed to
// draw the page before anything else has loaded. Pure: bytes in, arrays out; gzip around it is the reader's business. It trains nothing.
//
// "HGLS", format, CRC-32 of all that follows, the header's length, the header (JSON, ASCII), then, as many as the header's spec says:
// each layer's scales and biases (float32) and kernel (int8); the codes (uint16) and labels of test pictures; the shown pictures,
// their labels, and PCA's reconstructions of them (bytes).

import { planNetwork } from '../../spec/network.ts'
import type { RunSpec } from '../../spec/runSpec.ts'
import type { Baseline } from '../analysis/baseline.ts'
import type { DataOverview } from '../analysis/overview.ts'
import type { LayerWeights, NetworkWeights } from '../forward.ts'
import type { HistoryRecord } from '../metrics.ts'
import { type ByteKernel, fromWhole, kernelFromBytes, type Stretch, toWhole } from '../quantise.ts'
import { ByteReader, ByteWriter } from './byteCursor.ts'
import { crc32 } from './crc32.ts'

/** Raised whenever an older page could not read the file. */
export const SHIPPED_FORMAT = 1
const MAGIC = 'HGLS'
const U16_MAX = 65_535
const BYTE_MAX = 255

export interface ShippedHeader {
  /** The recipe: what the network was trained with. */
  readonly spec: RunSpec
  /** What trained it and how. */
  readonly builtBy: string
  readonly step: number
  readonly samplesSeen: number
  /** Of the network as it is stored here, in 8-bit weights, on `testSamples` test pictures. */
  readonly testLoss: number
  readonly testMse: number
  readonly testSamples: number
  /** What training ended with, in full precision. */
  readonly trained: { readonly trainLoss: number; readonly testLoss: number; readonly testMse: number }
  readonly baseline: Omit<Baseline, 'reconstructions'>
  readonly history: readonly HistoryRecord[]
}

/** A layer as it is stored: its kernel in bytes. */
export interface StoredLayer {
  readonly kernel: ByteKernel
  readonly bias: Float32Array
}

export interface ShippedContent {
  readonly header: ShippedHeader
  readonly layers: readonly StoredLayer[]
  /** [points, latent], of the first test pictures. */
  readonly codes: Float32Array
  /** [points]. */
  readonly labels: Uint8Array
  readonly overview: DataOverview
  /** [shown pictures, inputs]. */
  readonly pcaReconstructions: Float32Array
}

export interface ShippedCheckpoint {
  readonly header: ShippedHeader
  readonly weights: NetworkWeights
  readonly codes: Float32Array
  readonly labels: Uint8Array
  readonly overview: DataOverview
  readonly baseline: Baseline
}

/** The file is not a whole checkpoint that this page can read; the message says why. */
export class ShippedFileError extends Error {
  override readonly name = 'ShippedFileError'
}

interface StoredHeader extends ShippedHeader {
  readonly points: number
  readonly pictures: number
  readonly codeStretch: Stretch
  readonly pcaStretch: Stretch
}

/** The file's bytes, not compressed. The same content gives the same bytes. */
export function encodeShipped({ header, layers, codes, labels, overview, pcaReconstructions }: ShippedContent): Uint8Array {
  const code = toWhole(codes, U16_MAX)
  const pca = toWhole(pcaReconstructions, BYTE_MAX)
  const stored: StoredHeader = {
    ...header,
    points: labels.length,
    pictures: overview.labels.length,
    codeStretch: code.stretch,
    pcaStretch: pca.stretch,
  }
  const json = JSON.stringify(stored)
  const body = new ByteWriter()
  body.u32(json.length)
  body.text(json)
  for (const { kernel, bias } of layers) {
    body.f32s(kernel.scales)
    body.f32s(bias)
    body.bytes(kernel.steps)
  }
  body.u16s(code.whole)
  body.bytes(labels)
  body.bytes(Uint8Array.from(overview.pictures, (value) => Math.round(value * BYTE_MAX)))
  body.bytes(overview.labels)
  body.bytes(Uint8Array.from(pca.whole))
  const content = body.finish()
  const file = new ByteWriter()
  file.text(MAGIC)
  file.u32(SHIPPED_FORMAT)
  file.u32(crc32(content))
  file.bytes(content)
  return file.finish()
}

/** Throws ShippedFileError for anything but a whole, unaltered file of this format; the checksum stands for the spec in it, too. */
export function decodeShipped(bytes: Uint8Array): ShippedCheckpoint {
  try {
    return readFile(new ByteReader(bytes))
  } catch (error) {
    if (error instanceof ShippedFileError) throw error
    throw new ShippedFileError(`the shipped network is damaged: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The network that the stored layers stand for. */
export function networkOf(spec: RunSpec, layers: readonly StoredLayer[], step: number): NetworkWeights {
  const plan = planNetwork(spec)
  const weights = plan.layers.map(({ role: _, path: __, ...shape }, i): LayerWeights => {
    const { kernel, bias } = layers[i] as StoredLayer
    return { ...shape, kernel: kernelFromBytes(kernel), bias }
  })
  return { step, layers: weights, encoderLayers: 1 + plan.layers.findIndex((layer) => layer.role === 'latent') }
}

function readFile(reader: ByteReader): ShippedCheckpoint {
  if (reader.text(MAGIC.length) !== MAGIC) throw new ShippedFileError('the shipped network is no checkpoint: it does not begin with its sign')
  const format = reader.u32()
  if (format !== SHIPPED_FORMAT) throw new ShippedFileError(`the shipped network has format ${format}; this page reads ${SHIPPED_FORMAT}`)
  const checksum = reader.u32()
  const content = reader.rest()
  if (crc32(content) !== checksum) throw new ShippedFileError('the shipped network is damaged: its checksum differs')
  return readContent(new ByteReader(content))
}

function readContent(reader: ByteReader): ShippedCheckpoint {
  const { points, pictures, codeStretch, pcaStretch, ...header } = JSON.parse(reader.text(reader.u32())) as StoredHeader
  const plan = planNetwork(header.spec)
  const layers = plan.layers.map(({ inputs, units }): StoredLayer => {
    const scales = reader.f32s(inputs)
    const bias = reader.f32s(units)
    return { kernel: { scales, steps: reader.i8s(inputs * units) }, bias }
  })
  const codes = fromWhole(reader.u16s(points * plan.latent), U16_MAX, codeStretch)
  const labels = reader.u8s(points)
  const shown = reader.u8s(pictures * plan.inputs)
  const overview = { pictures: fromWhole(shown, BYTE_MAX, [0, 1]), labels: reader.u8s(pictures) }
  const reconstructions = fromWhole(reader.u8s(pictures * plan.inputs), BYTE_MAX, pcaStretch)
  if (!reader.isAtEnd) throw new ShippedFileError('the shipped network is damaged: there is more in it than its header says')
  return {
    header,
    weights: networkOf(header.spec, layers, header.step),
    codes,
    labels,
    overview,
    baseline: { ...header.baseline, reconstructions },
  }
}
