import type { SpatialShape } from '../../../spec/layerShapes.ts'
import { convolutionAttributes } from './convolutionAttributes.ts'
import type { Attributes, KernelDefinition } from './defineKernel.ts'
import { matrixSides } from './sizes.ts'

const FLOAT_BYTES = 4
/** Sides of the tile that the products are summed in. */
const TILE_ROWS = 4
const TILE_COLUMNS = 8

/** How the operands are laid out, as the module numbers it. */
const LAYOUTS = { direct: 0, imageLines: 1, mapLines: 2 } as const
/** Floats behind a picture that a tile reads with the last taps of its last line. */
const OVERHANG = TILE_ROWS - 1

interface Plan {
  readonly layout: number
  /** Of one picture. */
  readonly products: number
  /** Sides of the sum of products of each tap, or line of taps: whole tiles. */
  readonly rows: number
  readonly columns: number
  /** Floats of what has to be laid out anew; 0 where it is read as it lies. */
  readonly stagedImage: number
  readonly stagedMap: number
  readonly sums: number
}

interface Roles {
  readonly image: SpatialShape
  readonly map: SpatialShape
  readonly size: number
  readonly stride: number
  readonly isTransposed: boolean
}

/**
 * dKernel of a convolution: from its image x and the gradient of its map dy, [batch, numbers], [size, size, channels of the image, of the map]. Of a
 * transposed one x is the map and dy the image's gradient: the same kernel, with the roles changed. Its working memory is a second output.
 */
export const convolutionKernelGradient: KernelDefinition = {
  name: 'HourglassConvolutionKernelGradient',
  inputs: ['x', 'dy'],
  outputs(_shapes, attributes) {
    const { image, map, size } = roles(attributes)
    const { stagedImage, stagedMap, sums } = planGradient(attributes)
    return [[size, size, image[2], map[2]], [Math.max(1, stagedImage + stagedMap + sums)]]
  },
  bind(functions, [x = []], attributes) {
    const { image, map, size, stride, isTransposed } = roles(attributes)
    const { layout, rows, columns, stagedImage, stagedMap, sums } = planGradient(attributes)
    const [batch] = matrixSides(x)
    return ([from = 0, dy = 0, dKernel = 0, working = 0]) => {
      const [pictures, dMap] = isTransposed ? [dy, from] : [from, dy]
      const atMap = working + FLOAT_BYTES * stagedImage
      const atSums = atMap + FLOAT_BYTES * stagedMap
      functions.convolutionKernelGradient(
        ...([pictures, dMap, dKernel, stagedImage ? working : 0, stagedMap ? atMap : 0, sums ? atSums : 0, batch] as const),
        ...([...image, ...map, size, stride, layout, rows, columns] as const),
      )
    }
  },
}

function roles(attributes: Attributes): Roles {
  const { from, to, size, stride, isTransposed } = convolutionAttributes(attributes)
  return { image: isTransposed ? to : from, map: isTransposed ? from : to, size, stride, isTransposed }
}

/** The layout with the fewest products, those with zeros that fill up tiles or lie between pixels included. */
function planGradient(attributes: Attributes): Plan {
  const call = roles(attributes)
  const plans = [planDirect(call), planImageLines(call), planMapLines(call)]
  return plans.reduce((best, plan) => (plan.products < best.products ? plan : best))
}

function planDirect({ image, map, size }: Roles): Plan {
  const [channels, filters] = [image[2], map[2]]
  const [rows, columns] = [whole(channels, TILE_ROWS), whole(filters, TILE_COLUMNS)]
  const stagedImage = rows === channels ? 0 : pixelsOf(image) * rows
  const stagedMap = columns === filters ? 0 : pixelsOf(map) * columns
  const sums = size * size * rows * columns
  return {
    layout: LAYOUTS.direct,
    products: pixelsOf(map) * sums,
    rows,
    columns,
    stagedImage,
    stagedMap,
    sums: stagedImage + stagedMap > 0 ? sums : 0,
  }
}

function planImageLines({ image, map, size, stride }: Roles): Plan {
  const [channels, filters] = [image[2], map[2]]
  const [rows, columns] = [whole(size * channels, TILE_ROWS), whole(filters, TILE_COLUMNS)]
  const height = Math.max(image[0], (map[0] - 1) * stride + size)
  const width = Math.max(image[1], (map[1] - 1) * stride + size)
  const stagedMap = columns === filters ? 0 : pixelsOf(map) * columns
  const sums = size * rows * columns
  const stagedImage = whole(height * width * channels + OVERHANG, TILE_ROWS)
  return { layout: LAYOUTS.imageLines, products: pixelsOf(map) * sums, rows, columns, stagedImage, stagedMap, sums }
}

function planMapLines({ image, map, size }: Roles): Plan {
  const [channels, filters] = [image[2], map[2]]
  const [rows, columns] = [whole(size * filters, TILE_ROWS), whole(channels, TILE_COLUMNS)]
  const stagedImage = columns === channels ? 0 : pixelsOf(image) * columns
  const stagedMap = whole((image[0] + size - 1) * (image[1] + size - 1) * filters + OVERHANG, TILE_ROWS)
  const sums = size * rows * columns
  return { layout: LAYOUTS.mapLines, products: pixelsOf(image) * sums, rows, columns, stagedImage, stagedMap, sums }
}

function pixelsOf([height, width]: SpatialShape): number {
  return height * width
}

function whole(count: number, group: number): number {
  return Math.ceil(count / group) * group
}
