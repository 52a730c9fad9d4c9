// The lanes' maps as they lie beside each other: those of the same samples turned to the first of them, so that a class stands on the same side in
// each. Only turned and mirrored: a map keeps its own scale and middle, which the stretch that it shows follows anyway.

import { applyAlignment, invertAlignment, type PlaneMap } from '../engine/analysis/procrustes.ts'
import { steadyAlignment, type Turn } from '../engine/analysis/steadyAlignment.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import type { LatentMapFrame } from '../workers/protocol.ts'
import { type AppState, type LaneId, lanesOf, seenFrom, shownLive, shownRun } from './state.ts'

export interface Place {
  readonly x: number
  readonly y: number
}

export interface AlignedMap {
  readonly frame: LatentMapFrame
  /** Maps that agree in this are of the same test samples, point by point: one of more points goes on where the other ends. */
  readonly samples: string
  /** x, y of each point, turned to lie as those of the first map do; the frame's own where there is nothing to turn to. */
  readonly points: Float32Array
  /** From the frame's own coordinates to those of `points`; null where they are the same. */
  readonly turned: PlaneMap | null
  /** From the frame's own coordinates to those of the first map; null where nothing leads there, as from a strip. */
  readonly common: PlaneMap | null
}

interface Kept {
  readonly frame: LatentMapFrame
  readonly first: LatentMapFrame | null
  readonly samples: string
  /** What a new frame's turn is held to. */
  readonly turn: Turn | null
  readonly made: AlignedMap
}

const UNMOVED: PlaneMap = { matrix: [1, 0, 0, 1], translation: [0, 0] }

const kept = new Map<LaneId, Kept>()

/** A lane's map; null before it has one. The same object until its frame, or that of the lane it is turned to, has changed. */
export function alignedMapOf(state: AppState, laneId: LaneId): AlignedMap | null {
  const own = mapOf(state, laneId)
  if (!own) return null
  const { frame, samples } = own
  const first = isPlane(frame) ? firstLike(state, samples) : null
  const known = kept.get(laneId)
  if (known?.frame === frame && known.first === first && known.samples === samples) return known.made
  const made = first && first !== frame ? turnedTo(first, { frame, samples }, known?.turn ?? null) : unturned(frame, samples, first)
  kept.set(laneId, { frame, first, samples, ...made })
  return made.made
}

/** Is the map turned to another lane's? */
export function isTurned({ turned }: AlignedMap): boolean {
  return turned !== null
}

/** The same map as it is by itself; places still lead to the other maps and back. */
export function asItIs(map: AlignedMap): AlignedMap {
  return { ...map, points: map.frame.points, turned: null }
}

/** From a place where the map is drawn to the frame's own coordinates, and back. */
export function ownPlace({ turned }: AlignedMap, shown: Place): Place {
  return turned ? moved(invertAlignment(turned), shown) : shown
}

export function shownPlace({ turned }: AlignedMap, own: Place): Place {
  return turned ? moved(turned, own) : own
}

/** From the frame's own coordinates to the first map's; null where there is no way. */
export function commonPlace({ common }: AlignedMap, own: Place): Place | null {
  return common && moved(common, own)
}

/** Where a place of the first map's lies in the frame's own coordinates; null where there is no way. */
export function placeFromCommon({ common }: AlignedMap, place: Place): Place | null {
  return common && moved(invertAlignment(common), place)
}

function mapOf(state: AppState, laneId: LaneId): { readonly frame: LatentMapFrame; readonly samples: string } | null {
  const seen = seenFrom(state, laneId)
  const frame = shownLive(seen).map
  return frame && { frame, samples: samplesOf(shownRun(seen).spec) }
}

/** Test samples are the first of the data's, in its order: the same in all runs of the same classes. */
function samplesOf({ data }: RunSpec): string {
  return `${data.name} ${data.classes?.toSorted((a, b) => a - b).join() ?? ''}`
}

function isPlane({ projection }: LatentMapFrame): boolean {
  return projection.axes.length > 1
}

/** The map of the lowest lane that shows these samples in a plane. */
function firstLike(state: AppState, samples: string): LatentMapFrame | null {
  for (const { laneId } of lanesOf(state)) {
    const map = mapOf(state, laneId)
    if (map?.samples === samples && isPlane(map.frame)) return map.frame
  }
  return null
}

function unturned(frame: LatentMapFrame, samples: string, first: LatentMapFrame | null): Pick<Kept, 'turn' | 'made'> {
  return { turn: null, made: { frame, samples, points: frame.points, turned: null, common: first === frame ? UNMOVED : null } }
}

/** By the samples that both maps show: while one trains it holds fewer. */
function turnedTo(first: LatentMapFrame, { frame, samples }: Pick<Kept, 'frame' | 'samples'>, former: Turn | null): Pick<Kept, 'turn' | 'made'> {
  const shared = Math.min(frame.points.length, first.points.length)
  const { alignment, turn } = steadyAlignment(frame.points.subarray(0, shared), first.points.subarray(0, shared), former)
  const turned = { matrix: turn, translation: [0, 0] as const }
  return { turn, made: { frame, samples, points: applyAlignment(frame.points, turned), turned, common: alignment } }
}

function moved(by: PlaneMap, { x, y }: Place): Place {
  const [movedX = 0, movedY = 0] = applyAlignment(Float32Array.of(x, y), by)
  return { x: movedX, y: movedY }
}
