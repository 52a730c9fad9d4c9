// A dataset of points seen through the network that is shown, on the page, with its last weights: where each comes out, and the curve or sheet
// that the decoder can reach at all. Made anew when weights or points have changed, and kept until then: several pictures show it.

import { type DecodedShape, decodedShape } from '../engine/analysis/decodedShape.ts'
import { flatSpan } from '../engine/analysis/flatSpan.ts'
import { decodeWith, encodeWith, type NetworkWeights } from '../engine/forward.ts'
import { datasetFacts } from '../spec/datasets.ts'
import { testCount } from '../spec/runLength.ts'
import type { Baseline } from '../workers/protocol.ts'
import { shownDigits, shownNoiseType } from './inference.ts'
import { type AppState, type LaneId, selectedOverview, shownLive, shownRun } from './state.ts'

export interface PointCloudSeen {
  /** Numbers of a point: 2 or 3. */
  readonly axes: number
  /** [n, axes], as they go in: with the view's noise on them. */
  readonly inputs: Float32Array
  /** [n, axes], without. */
  readonly clean: Float32Array
  /** [n]. */
  readonly labels: Uint8Array
}

export interface PointsThrough {
  /** [n, axes], as they come out. */
  readonly outputs: Float32Array
  /** Null for a code of more than two numbers. */
  readonly shape: DecodedShape | null
}

export interface FlatPoints {
  /** [n, axes]: where PCA puts the points. */
  readonly outputs: Float32Array
  /** Two ends of its line, four corners of its plane; null where PCA leaves nothing out. */
  readonly corners: Float32Array | null
}

export interface SeenPoints extends PointCloudSeen {
  /** Null before any weights have arrived. */
  readonly through: PointsThrough | null
  /** Null before it is known. */
  readonly flat: FlatPoints | null
}

interface Kept<Made> {
  readonly from: readonly unknown[]
  readonly made: Made
}

interface LaneKept {
  readonly cloud: Kept<PointCloudSeen | null>
  readonly through: Kept<PointsThrough | null>
  readonly flat: Kept<FlatPoints | null>
  readonly whole: Kept<SeenPoints | null>
}

const lanes = new Map<LaneId, LaneKept>()

/** Null for pictures, or while no point has been read. The same object until something has changed. */
export function seenPoints(state: AppState): SeenPoints | null {
  const { spec, baseline } = shownRun(state)
  const { weights } = shownLive(state)
  const last = lanes.get(state.selectedLane)
  const cloud = kept(last?.cloud, [selectedOverview(state), state.view.testNoise, shownNoiseType(state), spec.data.name, testCount(spec)], () =>
    seenCloud(state),
  )
  const points = cloud.made
  const through = kept(last?.through, [points, weights], () => points && weights && seenThroughWeights(points, weights))
  const flat = kept(last?.flat, [points, baseline], () => points && baseline && flatPoints(points, baseline))
  const parts = { through: through.made, flat: flat.made }
  const whole = kept(last?.whole, [points, parts.through, parts.flat], () => points && { ...points, ...parts })
  lanes.set(state.selectedLane, { cloud, through, flat, whole })
  return whole.made
}

function kept<Made>(last: Kept<Made> | undefined, from: readonly unknown[], make: () => Made): Kept<Made> {
  return last && from.every((part, i) => Object.is(part, last.from[i])) ? last : { from, made: make() }
}

function seenCloud(state: AppState): PointCloudSeen | null {
  const { spec } = shownRun(state)
  const { kind, shape } = datasetFacts(spec.data.name)
  const overview = selectedOverview(state)
  const inputs = kind === 'points' ? shownDigits(state) : null
  const axes = shape[2]
  if (!overview || !inputs || inputs.length !== overview.labels.length * axes) return null
  // Those that have been read may be more than a run that has just been edited is tested on.
  const count = Math.min(overview.labels.length, testCount(spec))
  const [shown, clean] = [inputs, overview.pictures].map((points) => points.subarray(0, count * axes)) as [Float32Array, Float32Array]
  return { axes, inputs: shown, clean, labels: overview.labels.subarray(0, count) }
}

/** Null just after an edit, while the weights are those of a network on other data. */
function seenThroughWeights({ axes, inputs }: PointCloudSeen, weights: NetworkWeights): PointsThrough | null {
  if (weights.layers[0]?.inputs !== axes || weights.layers.at(-1)?.units !== axes) return null
  const units = weights.layers[weights.encoderLayers - 1]?.units ?? 0
  const count = inputs.length / axes
  const codes = new Float32Array(count * units)
  const outputs = new Float32Array(inputs.length)
  for (let i = 0; i < count; i++) {
    const code = encodeWith(weights, inputs.subarray(i * axes, (i + 1) * axes))
    codes.set(code, i * units)
    outputs.set(decodeWith(weights, code), i * axes)
  }
  return { outputs, shape: decodedShape(weights, codes, units) }
}

function flatPoints({ axes, clean }: PointCloudSeen, { reconstructions, codeSize }: Baseline): FlatPoints | null {
  const outputs = reconstructions.subarray(0, clean.length)
  return { outputs, corners: flatSpan(outputs, axes, codeSize) }
}
