// npm run quality: trains every preset and the recipes that others' figures are known for, three seeds each, and writes docs/QUALITY.md.
// What has been measured with the same spec is kept: broken off, it goes on where it was. --only NAME measures the recipes whose name has that
// in it; --again measures them anew.

import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ensureData } from '../scripts/buildData.ts'
import { ensureKernels } from '../scripts/buildKernels.ts'
import { nodePlatform } from '../src/cli/nodePlatform.ts'
import { startBackend } from '../src/engine/backend.ts'
import { checkSpec } from '../src/spec/checkSpec.ts'
import { measureRun } from './measures.ts'
import { RECIPES, SEEDS } from './recipes.ts'
import { REFERENCES } from './references.ts'
import { findResult, RESULTS_FILE, type Result, readResults, writeResults } from './results.ts'
import { qualityPage } from './table.ts'

const PAGE_FILE = fileURLToPath(new URL('../docs/QUALITY.md', import.meta.url))

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, again: { type: 'boolean' } } })
  await ensureData()
  await ensureKernels()
  await startBackend('wasm', nodePlatform)
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}`
  const chosen = RECIPES.filter(({ name }) => name.includes(values.only ?? ''))
  if (chosen.length === 0)
    throw new RangeError(`--only: found '${values.only}'; allowed: part of one of ${RECIPES.map(({ name }) => name).join(', ')}`)
  let runs: readonly Result[] = keepKnown(await readResults(RESULTS_FILE))
  for (const [i, recipe] of chosen.entries()) {
    for (const seed of SEEDS) {
      const spec = checkSpec({ ...recipe.spec, seed })
      if (!values.again && findResult(runs, recipe.name, spec)) continue
      process.stderr.write(`${i + 1} of ${chosen.length}: ${recipe.title}, seed ${seed} ... `)
      const figures = await measureRun(spec)
      runs = [...runs.filter((run) => run.name !== recipe.name || run.seed !== seed), { name: recipe.name, seed, spec, figures }]
      await writeResults(RESULTS_FILE, { machine, runs: sorted(runs) })
      process.stderr.write(`${figures.bce === undefined ? `MSE ${figures.mse.toFixed(4)}` : `BCE ${figures.bce.toFixed(4)}`}\n`)
    }
  }
  await writeFile(PAGE_FILE, qualityPage({ machine, runs }, RECIPES, REFERENCES))
  process.stderr.write('docs/QUALITY.md is written.\n')
}

/** What was measured of recipes that there are no longer, or with another spec, is dropped. */
function keepKnown(runs: readonly Result[]): Result[] {
  return RECIPES.flatMap(({ name, spec }) => SEEDS.flatMap((seed) => findResult(runs, name, checkSpec({ ...spec, seed })) ?? []))
}

function sorted(runs: readonly Result[]): Result[] {
  const place = ({ name, seed }: Result) => RECIPES.findIndex((recipe) => recipe.name === name) * SEEDS.length + seed
  return [...runs].sort((a, b) => place(a) - place(b))
}

await main()
