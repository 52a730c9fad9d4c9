// The latent map of a run at this moment: where test pictures' codes fall, and by which projection. Reads back from the backend: never called inside a step.

import { type MapProjection, projectCodes } from './analysis/latentProjection.ts'
import { isVariational } from './codesView.ts'
import type { Run } from './run.ts'
import { testSpreads } from './testSpreads.ts'
import { testCodes } from './views.ts'

export interface MapSeen {
  /** x, y of each point. */
  readonly points: Float32Array
  readonly labels: Uint8Array
  /** Of a variational code of two numbers: the standard deviations along x and y around each point. */
  readonly deviations?: Float32Array
  /** From a point of the map to a code: mean + x * axes[0] + y * axes[1]. For a code of two these are the identity. */
  readonly projection: MapProjection
}

/** The projection that a run's map was last seen by: whoever looks next turns the plane to face it. */
export interface MapFacing {
  newest: MapProjection | null
}

/** The map of the first `count` test pictures, fewer if not so many have been read. `facing` then holds its projection. */
export function seeMap(run: Run, count: number, facing: MapFacing): MapSeen {
  const spreads = hasSpreadOutMap(run) ? testSpreads(run, count) : null
  const seen = spreads
    ? { codes: spreads.means, labels: run.dataset.test.labels.slice(0, spreads.count), count: spreads.count }
    : testCodes(run, count)
  const { points, projection } = projectCodes({ ...seen, size: run.plan.latent }, facing.newest)
  facing.newest = projection
  return { points, labels: seen.labels, ...(spreads && { deviations: spreads.deviations }), projection }
}

/** Can the map show how wide each code is spread? */
export function hasSpreadOutMap(run: Run): boolean {
  return run.plan.latent === 2 && isVariational(run)
}
