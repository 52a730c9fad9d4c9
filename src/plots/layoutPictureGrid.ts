// Where square pictures stand in rows and columns: as large as the room allows, and where they would be too small, more rows than are seen at once.

export interface PictureGridLayout {
  readonly columns: number
  readonly rows: number
  /** Side of a picture, its frame included, and the free space between two, in CSS pixels. */
  readonly side: number
  readonly gap: number
  /** Of the whole. Higher than the room where it must be scrolled. */
  readonly width: number
  readonly height: number
}

export interface PictureGridRoom {
  readonly width: number
  readonly height: number
}

export interface PictureSizes {
  readonly least: number
  readonly most: number
}

const GAP = 4
const GAP_SMALL = 2
/** Smaller pictures stand closer. */
const SMALL_SIDE = 26

/** So much smaller may pictures be if no place is left empty then. */
const SMALLER_FOR_FULL_ROWS = 0.85

/** `count` pictures, at least one. */
export function layoutPictureGrid(count: number, room: PictureGridRoom, { least, most }: PictureSizes): PictureGridLayout {
  let largest: PictureGridLayout | null = null
  for (let side = Math.min(most, room.width); side > least && side >= SMALLER_FOR_FULL_ROWS * (largest?.side ?? 0); side--) {
    const layout = fillRows(count, room.width, side)
    if (layout.height > room.height) continue
    if (count % layout.columns === 0) return layout
    largest ??= layout
  }
  return largest ?? fillRows(count, room.width, least)
}

/** `count` pictures of this side in so many columns: in one row unless said. The gap may be any number: pictures stand on whole device pixels all the same. */
export function gridOf(
  count: number,
  { columns = count, side, gap }: { readonly columns?: number; readonly side: number; readonly gap: number },
): PictureGridLayout {
  const rows = Math.ceil(count / columns)
  return { columns, rows, side, gap, width: columns * (side + gap) - gap, height: rows * (side + gap) - gap }
}

/** Upper left corner of a picture, in CSS pixels. */
export function cornerOf(index: number, { columns, side, gap }: PictureGridLayout): { readonly x: number; readonly y: number } {
  return { x: (index % columns) * (side + gap), y: Math.floor(index / columns) * (side + gap) }
}

/** The picture at a place; null between them and beyond the last. */
export function pictureAt({ x, y }: { readonly x: number; readonly y: number }, count: number, layout: PictureGridLayout): number | null {
  const { columns, side, gap } = layout
  const [column, row] = [Math.floor(x / (side + gap)), Math.floor(y / (side + gap))]
  if (x < 0 || y < 0 || column >= columns || x - column * (side + gap) >= side || y - row * (side + gap) >= side) return null
  const index = row * columns + column
  return index < count ? index : null
}

/** As many rows as it takes with all the columns that fit, and as few columns as those rows need: the last row is as full as can be. */
function fillRows(count: number, width: number, side: number): PictureGridLayout {
  const gap = side < SMALL_SIDE ? GAP_SMALL : GAP
  const fitting = Math.max(1, Math.min(count, Math.floor((width + gap) / (side + gap))))
  const rows = Math.ceil(count / fitting)
  return gridOf(count, { columns: Math.ceil(count / rows), side, gap })
}
