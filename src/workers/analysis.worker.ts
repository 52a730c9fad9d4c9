// The analysis worker: the baselines of runs, computed where neither page nor training waits for them.

import * as Comlink from 'comlink'
import { DataAnalyst } from '../engine/analysis/analyst.ts'
import { browserPlatform } from './browserPlatform.ts'
import type { Analyst } from './protocol.ts'

/** One for each site root; there is only ever one. */
const analysts = new Map<string, DataAnalyst>()

const analyst: Analyst = {
  baseline: ({ spec, baseUrl }) => analystFor(baseUrl).baseline(spec),
}

function analystFor(baseUrl: string): DataAnalyst {
  const known = analysts.get(baseUrl)
  if (known) return known
  const fresh = new DataAnalyst(browserPlatform(baseUrl))
  analysts.set(baseUrl, fresh)
  return fresh
}

Comlink.expose(analyst)
