// What a spec needs to know of each dataset: its shape, its size, its range. How the bytes are read is the engine's business.

export interface DatasetFacts {
  /** What a person calls it. */
  readonly title: string
  /** One of its samples, in the plural: "digits". */
  readonly noun: string
  /** [height, width, channels]. */
  readonly shape: readonly [number, number, number]
  /** Lowest and highest value of an input. */
  readonly range: readonly [number, number]
  readonly train: number
  readonly test: number
  /** The classes' names, in the labels' order. */
  readonly classes: readonly string[]
}

export const DATASET_NAMES = ['mnist', 'fashion-mnist', 'ring', 'moons', 'spiral', 'swiss-roll'] as const
export type DatasetName = (typeof DATASET_NAMES)[number]

/** The datasets that are built. A name of DATASET_NAMES that is missing here is refused with "not yet". */
export const DATASETS: Partial<Record<DatasetName, DatasetFacts>> = {
  mnist: {
    title: 'MNIST digits',
    noun: 'digits',
    shape: [28, 28, 1],
    range: [0, 1],
    train: 60_000,
    test: 10_000,
    classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  },
}

/** The facts of a dataset that a checked spec names. Throws a RangeError for one that is not built. */
export function datasetFacts(name: DatasetName): DatasetFacts {
  const facts = DATASETS[name]
  if (!facts) throw new RangeError(`dataset '${name}' is not built yet`)
  return facts
}

/** How many numbers one input has: the product of its shape. */
export function inputSize(facts: DatasetFacts): number {
  return facts.shape[0] * facts.shape[1] * facts.shape[2]
}
