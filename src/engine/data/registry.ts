// How each dataset is read or made. A new one is a line here, its facts in spec/datasets.ts and, where it has files, a build in scripts/.

import { type DatasetName, datasetFacts } from '../../spec/datasets.ts'
import type { Platform } from '../platform.ts'
import { PictureFiles } from './pictureFiles.ts'
import type { PictureSource } from './pictureSource.ts'
import { drawMoons } from './points/moons.ts'
import { type DrawPoint, PointCloud } from './points/pointCloud.ts'
import { drawRing } from './points/ring.ts'
import { drawSpiral } from './points/spiral.ts'
import { drawSwissRoll } from './points/swissRoll.ts'

/** Where its manifest and chunks lie, relative to the site's root, ending in a slash; or what draws its points. */
type Origin = { readonly folder: string } | { readonly draw: DrawPoint }

const ORIGINS: Readonly<Record<DatasetName, Origin>> = {
  mnist: { folder: 'datasets/mnist/' },
  'fashion-mnist': { folder: 'datasets/fashion-mnist/' },
  ring: { draw: drawRing },
  moons: { draw: drawMoons },
  spiral: { draw: drawSpiral },
  'swiss-roll': { draw: drawSwissRoll },
}

/** Opens the dataset of a checked spec. Reads and makes nothing yet. */
export function openSource(platform: Platform, name: DatasetName): PictureSource {
  const origin = ORIGINS[name]
  if ('folder' in origin) return new PictureFiles(platform, name, origin.folder)
  const facts = datasetFacts(name)
  if (facts.kind !== 'points') throw new RangeError(`dataset '${name}' has no points to draw`)
  return new PointCloud(origin.draw, facts)
}
