// One moment of a run's training, as its timeline keeps it: small enough that two hundred of them weigh little. Of the codes it holds where they
// fall on the map and by which projection: 500 codes of 128 numbers, 200 times, would be 51 MB.

import type { MapSeen } from '../mapView.ts'
import { type ByteNetwork, byteArrays } from './byteWeights.ts'

/** Test pictures whose codes are the map's points. */
export const MOMENT_POINTS = 500

export interface Moment {
  readonly step: number
  readonly samplesSeen: number
  /** Fractional. */
  readonly epoch: number
  /** The first 500 test pictures. */
  readonly map: MapSeen
  /** What becomes of the shown test pictures, clean, one of each class: [pictures, inputs], a byte a pixel. Absent for points. */
  readonly reconstructions?: Uint8Array
  /** Not at every moment. */
  readonly weights?: ByteNetwork
}

/** Its arrays, transferred rather than copied when it crosses to the page; all but the projection, which the next moment is turned to face. */
export function momentBuffers(moment: Moment): ArrayBuffer[] {
  return [...new Set(arraysOf(moment).map(({ buffer }) => buffer as ArrayBuffer))]
}

/** In bytes. */
export function momentSize(moment: Moment): number {
  const { mean, axes } = moment.map.projection
  return [...arraysOf(moment), mean, ...axes].reduce((sum, { byteLength }) => sum + byteLength, 0)
}

function arraysOf({ map, reconstructions, weights }: Moment): (Float32Array | Uint8Array | Int8Array)[] {
  const { points, labels, deviations } = map
  return [
    points,
    labels,
    ...(deviations ? [deviations] : []),
    ...(reconstructions ? [reconstructions] : []),
    ...(weights ? byteArrays(weights.layers) : []),
  ]
}
