// docs/QUALITY.md, made from the results alone.

import { mean, meanAndRange, table } from './markdown.ts'
import type { FigureName, Figures } from './measures.ts'
import type { Recipe } from './recipes.ts'
import type { Reference } from './references.ts'
import type { Result, Results } from './results.ts'

interface Column {
  readonly figure: FigureName
  readonly title: string
  readonly digits: number
}

const COLUMNS: readonly Column[] = [
  { figure: 'bce', title: 'test BCE', digits: 4 },
  { figure: 'mse', title: 'test MSE', digits: 4 },
  { figure: 'pcaMse', title: 'PCA’s MSE', digits: 4 },
  { figure: 'psnrNoisy', title: 'dB in', digits: 2 },
  { figure: 'psnrDenoised', title: 'dB out', digits: 2 },
  { figure: 'psnrRidge', title: 'dB, ridge', digits: 2 },
  { figure: 'activeShare', title: 'active', digits: 3 },
  { figure: 'deadUnits', title: 'dead', digits: 0 },
  { figure: 'elbo', title: 'ELBO, nats', digits: 1 },
  { figure: 'kl', title: 'KL, nats', digits: 1 },
  { figure: 'knnAccuracy', title: 'kNN', digits: 3 },
  { figure: 'parameters', title: 'weights', digits: 0 },
  { figure: 'seconds', title: 'seconds', digits: 1 },
]

/** The page, but for the ready-made questions. A recipe of which nothing has been measured is left out. */
export function qualityPage(
  { machine, runs }: Results,
  recipes: readonly Recipe[],
  references: Readonly<Record<string, readonly Reference[]>>,
): string {
  const measured = recipes.map((recipe) => ({ recipe, runs: runs.filter(({ name }) => name === recipe.name) })).filter((each) => each.runs.length > 0)
  const [presets, known] = [measured.filter(({ recipe }) => recipe.isPreset), measured.filter(({ recipe }) => !recipe.isPreset)]
  return [
    '# How good the networks are',
    '',
    '<!-- Made by `npm run quality` from quality/results/quality.json: not to be edited. -->',
    '',
    `Means over the seeds measured (${seedsOf(runs)}), on all test pictures; in brackets the lowest and the highest. Trained by this engine on WebAssembly in Node (${machine}). Seconds are of training alone. kNN: the share of test pictures whose class is that of most of the 10 nearest training codes. dB: of the mean squared error, of the noisy pictures, of what the network makes of them, and of what ridge regression does.`,
    '',
    '## Presets',
    '',
    ...tableOf(presets),
    '',
    '## Recipes with a figure to compare with',
    '',
    ...tableOf(known),
    '',
    '## What others reach',
    '',
    ...referenceTable(measured, references),
    '',
  ].join('\n')
}

interface Measured {
  readonly recipe: Recipe
  readonly runs: readonly Result[]
}

function tableOf(measured: readonly Measured[]): string[] {
  const columns = COLUMNS.filter(({ figure }) => measured.some(({ runs }) => runs.some(({ figures }) => figures[figure] !== undefined)))
  return table(
    ['', ...columns.map(({ title }) => title)],
    measured.map(({ recipe, runs }) => [recipe.title, ...columns.map((column) => cell(runs, column))]),
  )
}

function referenceTable(measured: readonly Measured[], references: Readonly<Record<string, readonly Reference[]>>): string[] {
  const lines = measured.flatMap(({ recipe, runs }) =>
    (references[recipe.name] ?? []).map(({ figure, value, source }) => {
      const column = COLUMNS.find((each) => each.figure === figure) as Column
      return [recipe.title, column.title, cell(runs, column), value, source]
    }),
  )
  return table(['', 'figure', 'here', 'there', 'source'], lines)
}

function cell(runs: readonly Result[], { figure, digits }: Column): string {
  const values = runs.flatMap(({ figures }) => (figures[figure] === undefined ? [] : [figures[figure] as number]))
  return isTiming(figure) ? mean(values, digits) : meanAndRange(values, digits)
}

/** A timing's spread says something of the machine, not of the network. */
function isTiming(figure: keyof Figures): boolean {
  return figure === 'seconds'
}

function seedsOf(runs: readonly Result[]): string {
  return [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b).join(', ')
}
