// How much of a lane's card its pictures take: the rest is the map's.

import { layoutPictureGrid, type PictureGridLayout, type PictureGridRoom } from '../../plots/layoutPictureGrid.ts'

/** Pictures are seen as a whole in so many columns, the most first; in a card too narrow for any, they are as wide as they may be. */
const COLUMNS = [3, 2]
const GAP_PX = 4
const SIZES = { least: 22, most: 84 }
/** At most so much of the card's width. */
const PICTURES_SHARE = 0.44
const PLANES_SHARE = 0.52
const PLANE_GAP_PX = 8
const PLANE_NAME_PX = 19
const PLANE_LEAST_PX = 40

/** `count` square pictures, as large as the card's height and their share of its width allow. `card`: what map and pictures have together. */
export function layoutLanePictures(count: number, { width, height }: PictureGridRoom): PictureGridLayout {
  const widest = PICTURES_SHARE * width
  const fitting = COLUMNS.map((columns) => columns * Math.min(SIZES.most, sideOf(Math.ceil(count / columns), height)) + (columns - 1) * GAP_PX)
  const taken = fitting.find((needed) => needed <= widest) ?? Math.floor(widest)
  return layoutPictureGrid(count, { width: taken, height }, SIZES)
}

/** Two square planes with a name under each, beside or above each other, whichever leaves them larger. */
export function layoutLanePlanes({ width, height }: PictureGridRoom): { readonly side: number; readonly columns: 1 | 2 } {
  const beside = Math.min((PLANES_SHARE * width - PLANE_GAP_PX) / 2, height - PLANE_NAME_PX)
  const above = Math.min(PICTURES_SHARE * width, (height - PLANE_GAP_PX) / 2 - PLANE_NAME_PX)
  return { side: Math.max(PLANE_LEAST_PX, Math.floor(Math.max(beside, above))), columns: beside > above ? 2 : 1 }
}

function sideOf(rows: number, height: number): number {
  return Math.floor((height - (rows - 1) * GAP_PX) / rows)
}
