// npm run quality: trains every preset and the recipes that others' figures are known for, three seeds each, and writes docs/QUALITY.md.
// --questions trains the lanes of the ready-made questions instead, and ends with exit code 1 where an outcome is not the expected one.
// What has been measured with the same spec is kept: broken off, it goes on where it was. --only NAME measures the recipes whose name, or the
// questions whose id, has that in it; --again measures them anew.

import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ensureData } from '../scripts/buildData.ts'
import { ensureKernels } from '../scripts/buildKernels.ts'
import { nodePlatform } from '../src/cli/nodePlatform.ts'
import { startBackend } from '../src/engine/backend.ts'
import { checkSpec } from '../src/spec/checkSpec.ts'
import { QUESTIONS } from '../src/spec/questions.ts'
import { measureRun } from './measures.ts'
import { knownLanes, type LaneResult, measureQuestions, missedOutcomes } from './questions.ts'
import { questionsSection } from './questionsTable.ts'
import { RECIPES, SEEDS } from './recipes.ts'
import { REFERENCES } from './references.ts'
import { findResult, QUESTIONS_FILE, RESULTS_FILE, type Result, type Results, readResults, writeResults } from './results.ts'
import { qualityPage } from './table.ts'
import type { LaneFigures } from './trainLane.ts'

const PAGE_FILE = fileURLToPath(new URL('../docs/QUALITY.md', import.meta.url))
const MACHINE = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}`

interface Choice {
  /** Part of the names of those that are measured. */
  readonly only: string
  readonly again: boolean
}

async function main(): Promise<void> {
  const options = {
    only: { type: 'string', default: '' },
    again: { type: 'boolean', default: false },
    questions: { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ options })
  await ensureData()
  await ensureKernels()
  await startBackend('wasm', nodePlatform)
  const missed = values.questions ? await answerQuestions(values) : await measureRecipes(values)
  await writePage()
  for (const line of missed) process.stderr.write(`${line}\n`)
  process.exitCode = Number(missed.length > 0)
}

async function measureRecipes({ only, again }: Choice): Promise<readonly string[]> {
  const chosen = chosenOf(RECIPES, ({ name }) => name, only)
  const former = await readResults(RESULTS_FILE)
  const machine = machinesOf(former)
  let runs: readonly Result[] = keepKnown(former?.runs ?? [])
  for (const [i, recipe] of chosen.entries()) {
    for (const seed of SEEDS) {
      const spec = checkSpec({ ...recipe.spec, seed })
      if (!again && findResult(runs, recipe.name, spec)) continue
      process.stderr.write(`${i + 1} of ${chosen.length}: ${recipe.title}, seed ${seed} ... `)
      const figures = await measureRun(spec)
      runs = [...runs.filter((run) => run.name !== recipe.name || run.seed !== seed), { name: recipe.name, seed, spec, figures }]
      await writeResults(RESULTS_FILE, { machine, runs: sorted(runs) })
      process.stderr.write(`${figures.bce === undefined ? `MSE ${figures.mse.toFixed(4)}` : `BCE ${figures.bce.toFixed(4)}`}\n`)
    }
  }
  return []
}

/** This one, after those that earlier runs were measured on: the networks are the same anywhere, the seconds are not. */
function machinesOf(former: Results<unknown> | null): string {
  if (!former || former.runs.length === 0) return MACHINE
  return former.machine.includes(MACHINE) ? former.machine : `${former.machine}; the newest runs on ${MACHINE}`
}

/** The outcomes that are not the expected ones. */
async function answerQuestions({ only, again }: Choice): Promise<readonly string[]> {
  const chosen = chosenOf(QUESTIONS, ({ id }) => id, only)
  const former = await readResults<LaneFigures>(QUESTIONS_FILE)
  const machine = machinesOf(former)
  const all = knownLanes(former?.runs ?? [], QUESTIONS)
  const known = again ? all.filter(({ name }) => !chosen.some(({ id }) => name.startsWith(`${id} / `))) : all
  const keep = (runs: readonly LaneResult[]) => writeResults(QUESTIONS_FILE, { machine, runs: knownLanes(runs, QUESTIONS) })
  const runs = await measureQuestions(chosen, { known, keep, log: (text) => process.stderr.write(text) })
  return missedOutcomes(runs, chosen)
}

function chosenOf<T>(all: readonly T[], nameOf: (each: T) => string, only: string): readonly T[] {
  const chosen = all.filter((each) => nameOf(each).includes(only))
  if (chosen.length === 0) throw new RangeError(`--only: found '${only}'; allowed: part of one of ${all.map(nameOf).join(', ')}`)
  return chosen
}

/** From what the files hold, so that either half can be measured without the other. */
async function writePage(): Promise<void> {
  const none: Results<never> = { machine: MACHINE, runs: [] }
  const { machine, runs } = (await readResults(RESULTS_FILE)) ?? none
  const questions = (await readResults<LaneFigures>(QUESTIONS_FILE)) ?? none
  await writeFile(
    PAGE_FILE,
    [qualityPage({ machine, runs: keepKnown(runs) }, RECIPES, REFERENCES), questionsSection(questions, QUESTIONS)].join('\n'),
  )
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
