import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodePlatform } from '../../../cli/nodePlatform.ts'
import { ARCS, type DatasetName, datasetFacts } from '../../../spec/datasets.ts'
import { RandomStream } from '../../random.ts'
import { Dataset } from '../dataset.ts'
import { slicePictures } from '../gather.ts'
import { exactTurn } from './exactTurn.ts'
import { drawMoons } from './moons.ts'
import { type DrawPoint, PointCloud, SPAN } from './pointCloud.ts'
import { drawRing } from './ring.ts'
import { drawSpiral } from './spiral.ts'
import { drawSwissRoll } from './swissRoll.ts'

const NAMES = ['ring', 'moons', 'spiral', 'swiss-roll'] as const satisfies readonly DatasetName[]
const DRAW: Readonly<Record<(typeof NAMES)[number], DrawPoint>> = {
  ring: drawRing,
  moons: drawMoons,
  spiral: drawSpiral,
  'swiss-roll': drawSwissRoll,
}
const TURN = 2 * Math.PI

function factsOf(name: DatasetName) {
  const facts = datasetFacts(name)
  if (facts.kind !== 'points') throw new Error(`${name} is no dataset of points`)
  return facts
}

async function made(name: DatasetName, train: number, test: number): Promise<Dataset> {
  const dataset = new Dataset(nodePlatform, { name, train, test })
  await dataset.load()
  return dataset
}

/** A point without noise, from any stream. */
function draw(name: (typeof NAMES)[number], seed: number): { at: number[]; label: number } {
  const coordinates = new Float64Array(factsOf(name).shape[2])
  const label = DRAW[name](new RandomStream(seed, 'points', seed % 1_000), coordinates)
  return { at: [...coordinates], label }
}

const anySeed = fc.integer({ min: 0, max: 2 ** 31 - 1 })

describe('exactTurn', () => {
  it('[D24] is cosine and sine to some 1e-15, at every angle, and exact at quarters', () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (turns) => {
        const [cos, sin] = exactTurn(turns)
        // Math.cos is given an angle that is itself rounded: 50 turns are known to some 1e-13.
        const allowed = 1e-15 + Math.abs(turns) * 4e-15
        expect(Math.abs(cos - Math.cos(TURN * turns))).toBeLessThan(allowed)
        expect(Math.abs(sin - Math.sin(TURN * turns))).toBeLessThan(allowed)
      }),
      { numRuns: 500 },
    )
    expect([0, 0.25, 0.5, 0.75, -0.25].map((turns) => exactTurn(turns).map((value) => value + 0))).toEqual([
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
      [0, -1],
    ])
  })
})

describe('the shapes, without noise', () => {
  it.each(NAMES)('[D25] %s leaves room for its noise, and its class is one that is named', (name) => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { at, label } = draw(name, seed)
        for (const value of at) expect(Math.abs(value)).toBeLessThanOrEqual(SPAN + 1e-12)
        expect(factsOf(name).classes[label]).toBeDefined()
      }),
      { numRuns: 300 },
    )
  })

  it('[D25] the ring is a circle, cut into eighths counter-clockwise from the right', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { at, label } = draw('ring', seed)
        const [x, y] = at as [number, number]
        expect(Math.abs(Math.hypot(x, y) - SPAN)).toBeLessThan(1e-12)
        const turns = (Math.atan2(y, x) / TURN + 1) % 1
        // At the very border of two arcs the rounding of atan2 decides.
        if (Math.abs(turns * ARCS - Math.round(turns * ARCS)) > 1e-9) expect(label).toBe(Math.floor(turns * ARCS))
      }),
    )
  })

  it('[D25] the moons are half circles of radius 1 about (0, 0) and (1, 1/2), in make_moons’ own coordinates', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { at, label } = draw('moons', seed)
        const [x, y] = at.map((value) => (value * 1.5) / SPAN) as [number, number]
        const [fromX, fromY] = label === 0 ? [x + 0.5, y + 0.25] : [x + 0.5 - 1, y + 0.25 - 0.5]
        expect(Math.abs(Math.hypot(fromX, fromY) - 1)).toBeLessThan(1e-12)
        expect(label === 0 ? fromY : -fromY).toBeGreaterThanOrEqual(-1e-12)
      }),
    )
  })

  it('[D25] the spiral’s distance from the middle grows evenly with its angle, by SPAN in two turns', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { at, label } = draw('spiral', seed)
        const [x, y] = at as [number, number]
        const radius = Math.hypot(x, y)
        const [cos, sin] = exactTurn((2 * radius) / SPAN)
        expect(Math.hypot(x - radius * cos, y - radius * sin)).toBeLessThan(1e-9)
        const along = (radius / SPAN) ** 2
        if (Math.abs(along * ARCS - Math.round(along * ARCS)) > 1e-9) expect(label).toBe(Math.floor(along * ARCS))
      }),
    )
  })

  it('[D25] the swiss roll is (t cos t, 21 v, t sin t), t from 1.5 pi to 4.5 pi, in make_swiss_roll’s own coordinates', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { at, label } = draw('swiss-roll', seed)
        const [x, y, z] = at.map((value) => (value * 4.5 * Math.PI) / SPAN) as [number, number, number]
        const t = Math.hypot(x, z)
        expect(t).toBeGreaterThan(1.5 * Math.PI - 1e-9)
        expect(t).toBeLessThan(4.5 * Math.PI + 1e-9)
        expect(Math.hypot(x - t * Math.cos(t), z - t * Math.sin(t))).toBeLessThan(1e-9)
        expect(Math.abs(y)).toBeLessThanOrEqual(10.5)
        const along = (t / (1.5 * Math.PI) - 1) / 2
        if (Math.abs(along * ARCS - Math.round(along * ARCS)) > 1e-9) expect(label).toBe(Math.floor(along * ARCS))
      }),
    )
  })
})

describe.each(NAMES)('the points of %s', (name) => {
  const facts = factsOf(name)

  it('[D26] lie within the stated range, however many there are, and so do points of ten times the noise', async () => {
    const dataset = await made(name, facts.trainMost, facts.testMost)
    const loud = await new PointCloud(DRAW[name], { ...facts, noise: 10 * facts.noise }).readChunk({
      split: 'train',
      read: 0,
      wanted: 5_000,
      fresh: false,
    })
    for (const values of [dataset.train.pixels, dataset.test.pixels, loud.values.subarray(0, 5_000 * facts.shape[2])]) {
      let [low, high] = [0, 0]
      for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)]
      expect(low).toBeGreaterThanOrEqual(-1)
      expect(high).toBeLessThanOrEqual(1)
    }
    expect([dataset.train.read, dataset.test.read, dataset.problem]).toEqual([10_000, 2_000, null])
  })

  it('[D26] lie about the shape as far as the stated noise says', async () => {
    const wanted = 5_000
    const request = { split: 'train', read: 0, wanted, fresh: false } as const
    const noisy = await new PointCloud(DRAW[name], facts).readChunk(request)
    const clean = await new PointCloud(DRAW[name], { ...facts, noise: 0 }).readChunk(request)
    const numbers = wanted * facts.shape[2]
    let sum = 0
    for (let i = 0; i < numbers; i++) sum += ((noisy.values[i] as number) - (clean.values[i] as number)) ** 2
    // The points are always the same ones; of 10,000 draws a standard deviation is known to a hundredth.
    expect(Math.abs(Math.sqrt(sum / numbers) / facts.noise - 1)).toBeLessThan(0.03)
  })

  it('[D27] are the same for the same place, however many are asked for; test points are others', async () => {
    const [many, few] = [await made(name, 7_000, 900), await made(name, 123, 45)]
    expect(slicePictures(few.train, 0, 123)).toEqual(slicePictures(many.train, 0, 123))
    expect(slicePictures(few.test, 0, 45)).toEqual(slicePictures(many.test, 0, 45))
    expect([...few.train.labels]).toEqual([...many.train.labels.subarray(0, 123)])
    const train = new Set(Array.from({ length: 7_000 }, (_, i) => [...slicePictures(many.train, i, i + 1)].join()))
    expect(train.size).toBe(7_000)
    expect(Array.from({ length: 900 }, (_, i) => [...slicePictures(many.test, i, i + 1)].join()).filter((point) => train.has(point))).toEqual([])
  })

  it('[D27] have every class about as often', async () => {
    const { train } = await made(name, 10_000, 1)
    const expected = 10_000 / facts.classes.length
    for (let label = 0; label < facts.classes.length; label++) {
      const found = train.labels.filter((other) => other === label).length
      expect(Math.abs(found / expected - 1), facts.classes[label]).toBeLessThan(0.1)
    }
  })

  it('[D28] need no file: loadFirst, whenRead and readOn work as with pictures', async () => {
    const nothing = () => Promise.reject(new Error('no file is to be read'))
    const dataset = new Dataset({ ...nodePlatform, readAsset: nothing }, { name, train: 6_000, test: 10 })
    expect(dataset.train).toMatchObject({ wanted: 6_000, read: 0, size: facts.shape[2] })
    await dataset.loadFirst()
    expect([dataset.train.read, dataset.test.read]).toEqual([5_000, 0])
    await dataset.whenRead('test', 1)
    await dataset.whenRead('train', 6_000)
    expect([dataset.train.isComplete, dataset.test.isComplete, dataset.problem]).toEqual([true, true, null])
  })
})

describe('the points', () => {
  it('[D27] are these, in every browser and for good', async () => {
    const first = await Promise.all(NAMES.map(async (name) => [...slicePictures((await made(name, 1, 1)).train, 0, 1)]))
    expect(first).toEqual([
      [-0.5691048502922058, -0.6916437745094299],
      [0.7993760108947754, -0.16328021883964539],
      [-0.5692310333251953, -0.41410255432128906],
      [-0.22317935526371002, 0.4327335059642792, -0.664270281791687],
    ])
  })
})
