// Which codes the page draws from the code's space: from the prior that a variational network was trained towards, or, for a plain one, which has
// none, from a Gaussian fitted to the codes that it gives.

import { samplePrior } from '../engine/analysis/latentSamples.ts'
import { sampleLikeCodes } from '../engine/analysis/sampleLikeCodes.ts'
import type { SamplesFrame, SamplesRequest } from '../workers/protocol.ts'
import { latentOf } from './learnedTabs.ts'
import { type AppState, type RunState, shownLive, shownRun } from './state.ts'

export const SAMPLES_SHOWN = 24

/** Is the bottleneck's code a Gaussian for each picture? */
export function isVariational({ plan }: RunState): boolean {
  const latent = latentOf(plan)
  return latent.type === 'dense' && latent.isVariational === true
}

/** What to ask the worker for; null where the page needs nobody for it. */
export function samplesRequest(state: AppState): SamplesRequest | null {
  return isVariational(shownRun(state)) ? null : { count: SAMPLES_SHOWN, seed: state.view.samplesSeed }
}

/** The codes [SAMPLES_SHOWN, units] to be decoded, row after row; null while there are none of this network. */
export function sampledCodes(state: AppState): Float32Array | null {
  const run = shownRun(state)
  if (isVariational(run)) return samplePrior(SAMPLES_SHOWN, run.plan.latent, state.view.samplesSeed)
  const latents = shownLive(state).samples?.latents
  return latents && latents.length === SAMPLES_SHOWN * run.plan.latent ? latents : null
}

/** The same as the worker's, of codes [pictures, units] that are at hand. */
export function samplesLike(codes: Float32Array, units: number, { step, seed }: { readonly step: number; readonly seed: number }): SamplesFrame {
  const request = { count: SAMPLES_SHOWN, seed }
  return { ...request, step, pictures: codes.length / units, latents: sampleLikeCodes(codes, units, request) }
}
