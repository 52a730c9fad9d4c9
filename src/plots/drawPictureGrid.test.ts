import { expect, it } from 'vitest'
import { fakeContext } from '../testing/fakeContext.ts'
import { drawPictureGrid } from './drawPictureGrid.ts'
import { layoutPictureGrid } from './layoutPictureGrid.ts'

const layout = layoutPictureGrid(3, { width: 44, height: 100 }, { least: 20, most: 20 })
const asRed = (value: number) => ((255 << 24) | value) >>> 0

it('puts each picture into its place, within its outline, in device pixels', () => {
  const { context, pictures } = fakeContext()
  drawPictureGrid(context, [[10], [20], [30]], layout, { shadeOf: () => asRed, line: '#000000', paper: '#ffffff', ratio: 2 })
  expect(layout).toMatchObject({ columns: 2, side: 20, gap: 2 })
  expect(pictures.map(({ x, y, width, height, bytes }) => [x, y, width, height, bytes[0]])).toEqual([
    [2, 2, 36, 36, 10],
    [46, 2, 36, 36, 20],
    [2, 46, 36, 36, 30],
  ])
})

it('shades each by its own scale, covers the faint ones, leaves out what is not there yet', () => {
  const { context, pictures, rects } = fakeContext()
  const shadeOf = (index: number) => (value: number) => asRed(value * index)
  drawPictureGrid(context, [[10], undefined, [30]], layout, { shadeOf, isFaint: (index) => index === 2, line: '#000000', paper: '#ffffff', ratio: 1 })
  expect(pictures.map(({ bytes }) => bytes[0])).toEqual([0, 60])
  expect(rects).toMatchObject([{ x: 0, y: 22, width: 20, height: 20 }])
})
