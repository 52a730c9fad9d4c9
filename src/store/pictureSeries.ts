// Pictures that the page makes with the last weights, one by one: a deep decoder takes some milliseconds for each, and nothing else waits for that.

import { openDecoderImages } from '../engine/analysis/decoderImages.ts'
import { decodeWith } from '../engine/forward.ts'
import type { PictureSeries } from './actions.ts'
import { sampledCodes } from './samples.ts'
import { type AppState, shownLive, shownRun } from './state.ts'

/** What each unit of the code draws. Units count as strong as they are where they are at work, once that is known. */
export function openDecoderImagesShown(state: AppState): PictureSeries | null {
  const { weights, codes } = shownLive(state)
  if (!weights) return null
  const { latent } = shownRun(state).plan
  const typical = codes?.activity.typical
  // Of a code whose units go to both sides of 0 the mean says nothing of a unit's strength: 1 will do.
  const isOneSided = codes !== null && codes.activity.histogram.low >= 0
  const images = openDecoderImages(weights, isOneSided && typical?.length === latent ? typical : undefined)
  return { count: images.units, make: images.imageOf }
}

/** What the decoder makes of the codes that are drawn. */
export function openSamplesShown(state: AppState): PictureSeries | null {
  const { weights } = shownLive(state)
  const latents = sampledCodes(state)
  const { latent } = shownRun(state).plan
  if (!weights || !latents) return null
  return { count: latents.length / latent, make: (index) => decodeWith(weights, latents.subarray(index * latent, (index + 1) * latent)) }
}
