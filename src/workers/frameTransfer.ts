// Hands a frame's arrays over to the page rather than copying them.

import * as Comlink from 'comlink'
import type { Frame } from './protocol.ts'

/** The same frame, marked for Comlink; its arrays are no longer ours once it has been sent. */
export function transferring(frame: Frame): Frame {
  const arrays = [
    ...(frame.activations ?? []),
    frame.map?.points,
    frame.map?.labels,
    frame.map?.deviations,
    frame.sampleDeviations,
    frame.grid?.pictures,
    frame.reconstructions,
    frame.codes?.activity.shares,
    frame.codes?.activity.typical,
    frame.codes?.divergences,
    frame.samples?.latents,
    ...(frame.weights?.layers.flatMap(({ kernel, bias }) => [kernel, bias]) ?? []),
  ]
  return Comlink.transfer(frame, [...new Set(arrays.flatMap((array) => (array ? [array.buffer as ArrayBuffer] : [])))])
}
