// Looking through the network that is shown, on the page, with its last weights: never queues behind training.

import { type AlikeClasses, findAlikeClasses } from '../engine/analysis/alikeClasses.ts'
import { centerDrawing } from '../engine/analysis/centerDrawing.ts'
import { psnr } from '../engine/analysis/psnr.ts'
import { pixelOrder, shufflePixels } from '../engine/data/pixelOrder.ts'
import { decodeWith, forward } from '../engine/forward.ts'
import { corruptShownPicture } from '../engine/objectives/corruption.ts'
import { datasetFacts } from '../spec/datasets.ts'
import type { Corruption } from '../spec/runSpec.ts'
import type { DecodedPoint, SeenThrough } from './actions.ts'
import { type AppState, selectedOverview, selectedRun, shownLive } from './state.ts'

const RASTER_SIDE = 280
/** The noise that is looked at is always the same, so that only its strength changes under the slider. */
const VIEW_SEED = 0
/** Told apart from the ten test digits' own noise. */
const DRAWING_INDEX = 1_000

/** What the decoder makes of a point of the map; null before any weights have arrived. */
export function decodePoint(state: AppState, x: number, y: number): DecodedPoint | null {
  const { weights, map } = shownLive(state)
  if (!weights || !map) return null
  const { mean, axes } = map.projection
  const place = [x, y]
  const code = mean.map((value, j) => axes.reduce((sum, axis, a) => sum + (place[a] as number) * (axis[j] as number), value))
  return { code, picture: decodeWith(weights, code) }
}

/** A picture with noise on it, and what the network makes of that. */
export function seeThrough(state: AppState, picture: Float32Array, strength: number): SeenThrough | null {
  const { weights } = shownLive(state)
  if (weights?.layers[0]?.inputs !== picture.length) return null
  const noisy = withNoise(state, picture, strength, DRAWING_INDEX)
  const reconstruction = forward(weights.layers, noisy)
  return {
    noisy,
    reconstruction,
    psnrNoisy: psnr(meanSquare(noisy, picture)),
    psnrReconstruction: psnr(meanSquare(reconstruction, picture)),
  }
}

/** The picture that flows through the hourglass: as it is, and with the view's noise. */
export function shownSample(state: AppState): { clean: Float32Array; noisy: Float32Array } | null {
  const { sample, drawing, testNoise, padNoise } = state.view
  if (sample === 'drawing') return drawing && { clean: drawing, noisy: withNoise(state, drawing, padNoise, DRAWING_INDEX) }
  const clean = testDigit(state, sample)
  return clean && { clean, noisy: withNoise(state, clean, testNoise, sample) }
}

/** The ten test samples with the view's noise, row after row. */
export function shownDigits(state: AppState): Float32Array | null {
  const { view } = state
  const overview = selectedOverview(state)
  if (!overview) return null
  if (view.testNoise === 0) return overview.pictures
  const noisy = new Float32Array(overview.pictures.length)
  const size = overview.pictures.length / overview.labels.length
  for (let i = 0; i < overview.labels.length; i++) noisy.set(withNoise(state, testDigit(state, i) as Float32Array, view.testNoise, i), i * size)
  return noisy
}

/** A drawing as the network's own pictures are: centred, and its pixels shuffled where theirs are. */
export function centered(state: AppState, raster: Float32Array): Float32Array | null {
  const drawing = centerDrawing(raster, RASTER_SIDE)
  if (drawing && selectedRun(state).spec.data.shufflePixels) shufflePixels(drawing, pixelOrder(drawing.length))
  return drawing
}

/** Which noise is put on what is looked at. */
export function shownNoiseType(state: AppState): Corruption['type'] {
  return state.view.noiseType ?? selectedRun(state).spec.corruption?.type ?? 'gaussian'
}

/** The two classes that lie most on top of each other on the map. */
export function alikeClasses(state: AppState): AlikeClasses | null {
  const { map } = shownLive(state)
  const { classes } = datasetFacts(selectedRun(state).spec.data.name)
  return map && findAlikeClasses(map.points, map.labels, classes.length)
}

function testDigit(state: AppState, index: number): Float32Array | null {
  const overview = selectedOverview(state)
  if (!overview || index >= overview.labels.length) return null
  const size = overview.pictures.length / overview.labels.length
  return overview.pictures.subarray(index * size, (index + 1) * size)
}

function withNoise(state: AppState, picture: Float32Array, strength: number, index: number): Float32Array {
  if (strength === 0) return picture
  const type = shownNoiseType(state)
  const corruption = type === 'gaussian' ? { type, sigma: strength } : { type, rate: strength }
  const { range } = datasetFacts(selectedRun(state).spec.data.name)
  const noisy = picture.slice()
  corruptShownPicture(noisy, corruption, { seed: VIEW_SEED, index, range })
  return noisy
}

function meanSquare(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2
  return sum / a.length
}
