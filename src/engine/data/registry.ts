// How each dataset is read. A new one is a line here, its facts in spec/datasets.ts and, where it has files, a build in scripts/.

import type { DatasetName } from '../../spec/datasets.ts'

export interface DataSource {
  /** Where its manifest and chunks lie, relative to the site's root, ending in a slash. */
  readonly folder: string
}

const DATA_SOURCES: Partial<Record<DatasetName, DataSource>> = {
  mnist: { folder: 'datasets/mnist/' },
}

/** How the dataset of a checked spec is read. Throws a RangeError for one that is not built. */
export function dataSource(name: DatasetName): DataSource {
  const source = DATA_SOURCES[name]
  if (!source) throw new RangeError(`dataset '${name}' is not built yet`)
  return source
}
