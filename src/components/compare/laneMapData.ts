import { extentOfPoints } from '../../plots/growExtent.ts'
import type { AlignedMap } from '../../store/alignedMaps.ts'
import { type MapData, mapData } from '../latent-map/mapFrame.ts'

/** What a lane's map shows: as in the large map, but that a strip has neither names nor pictures to leave room for. Null where there is nothing yet. */
export function laneMapData({ frame, points }: AlignedMap, classes: readonly string[]): MapData | null {
  const { step, labels, projection } = frame
  const data = mapData({ step, labels, projection, points }, classes)
  const around = data?.isStrip ? extentOfPoints(data.points) : null
  return data && around ? { ...data, goal: around } : data
}
