// What a spec needs to know of each dataset: its shape, its size, its range. How its values are read or made is the engine's business.

export type DatasetFacts = PictureFacts | PointFacts

/** Read from files. */
export interface PictureFacts extends SharedFacts {
  readonly kind: 'pictures'
  /** The command that builds what is not there from the start. */
  readonly buildCommand?: string
}

/** Made from a fixed seed. A point is one pixel large and has an axis a channel. */
export interface PointFacts extends SharedFacts {
  readonly kind: 'points'
  /** Standard deviation of the Gaussian noise along each axis, in the range's own units; clipped to the range. */
  readonly noise: number
}

interface SharedFacts {
  /** What a person calls it. */
  readonly title: string
  /** Several of its samples: "digits". */
  readonly noun: string
  /** [height, width, channels]; of points [1, 1, axes]. */
  readonly shape: readonly [number, number, number]
  /** Lowest and highest value of an input. */
  readonly range: readonly [number, number]
  /** Training samples of a spec that asks for no number. */
  readonly train: number
  /** The most that there can be. How many of a file's have been built is known when it is opened. */
  readonly trainMost: number
  /** Test samples of a spec that asks for no number. */
  readonly test: number
  readonly testMost: number
  /** The classes' names, in the labels' order. */
  readonly classes: readonly string[]
}

export const DATASET_NAMES = ['mnist', 'fashion-mnist', 'ring', 'moons', 'spiral', 'swiss-roll'] as const
export type DatasetName = (typeof DATASET_NAMES)[number]

/** A curve or sheet is cut into so many classes along its length, so that its course can be told by colour. */
export const ARCS = 8

const points = {
  kind: 'points',
  range: [-1, 1],
  train: 2_000,
  trainMost: 10_000,
  test: 1_000,
  testMost: 2_000,
  classes: Array.from({ length: ARCS }, (_, arc) => `arc ${arc + 1}`),
  noise: 0.03,
} as const

export const DATASETS: Readonly<Record<DatasetName, DatasetFacts>> = {
  mnist: {
    title: 'MNIST digits',
    noun: 'digits',
    kind: 'pictures',
    shape: [28, 28, 1],
    range: [0, 1],
    train: 60_000,
    trainMost: 60_000,
    test: 10_000,
    testMost: 10_000,
    classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  },
  'fashion-mnist': {
    title: 'Fashion-MNIST',
    noun: 'garments',
    kind: 'pictures',
    shape: [28, 28, 1],
    range: [0, 1],
    train: 10_000,
    trainMost: 60_000,
    test: 2_000,
    testMost: 10_000,
    classes: ['T-shirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle boot'],
    buildCommand: 'npm run data -- --fashion-mnist',
  },
  ring: { ...points, title: 'Ring', noun: 'points', shape: [1, 1, 2] },
  moons: { ...points, title: 'Two moons', noun: 'points', shape: [1, 1, 2], classes: ['upper moon', 'lower moon'] },
  spiral: { ...points, title: 'Spiral', noun: 'points', shape: [1, 1, 2] },
  'swiss-roll': { ...points, title: 'Swiss roll', noun: 'points', shape: [1, 1, 3] },
}

/** The facts of a dataset that a checked spec names. */
export function datasetFacts(name: DatasetName): DatasetFacts {
  return DATASETS[name]
}

/** How many numbers one input has: the product of its shape. */
export function inputSize(facts: DatasetFacts): number {
  return facts.shape[0] * facts.shape[1] * facts.shape[2]
}

/** An input's shape as people write it: [28, 28, 1] of a picture, [2] of a point in the plane. */
export function statedShape({ kind, shape }: DatasetFacts): number[] {
  return kind === 'points' ? [shape[2]] : [...shape]
}
