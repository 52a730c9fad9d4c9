// docs/QUALITY.md, made from the results alone.

import { mean, meanAndRange, table } from './markdown.ts'
import type { FigureName, Figures } from './measures.ts'
import type { Recipe } from './recipes.ts'
import { ABOUT_PYTORCH, REMARKS, type Reference } from './references.ts'
import type { Result, Results } from './results.ts'

/** A run's figures and what follows from them. */
type ColumnName = FigureName | 'psnrGained'

interface Column {
  readonly figure: ColumnName
  readonly title: string
  readonly digits: number
}

const COLUMNS: readonly Column[] = [
  { figure: 'bce', title: 'test BCE', digits: 4 },
  { figure: 'mse', title: 'test MSE', digits: 4 },
  { figure: 'pcaMse', title: 'PCA’s MSE', digits: 4 },
  { figure: 'psnrNoisy', title: 'dB in', digits: 2 },
  { figure: 'psnrDenoised', title: 'dB out', digits: 2 },
  { figure: 'psnrGained', title: 'dB gained', digits: 2 },
  { figure: 'psnrRidge', title: 'dB, ridge', digits: 2 },
  { figure: 'activeShare', title: 'active', digits: 3 },
  { figure: 'deadUnits', title: 'dead', digits: 0 },
  { figure: 'elbo', title: 'ELBO, nats', digits: 1 },
  { figure: 'kl', title: 'KL, nats', digits: 1 },
  { figure: 'knnAccuracy', title: 'kNN', digits: 3 },
  { figure: 'parameters', title: 'weights', digits: 0 },
  { figure: 'seconds', title: 'seconds', digits: 1 },
]

const ABOUT_FASHION =
  'The rows of Fashion-MNIST rest on the first 10,000 pictures of its training file and the first 2,000 of its test file, which are committed.'

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
    `Means over the seeds measured (${seedsOf(runs)}), on all test pictures; in brackets the lowest and the highest. Trained by this engine on WebAssembly in Node (${machine}). Seconds are of training alone. kNN: the share of test pictures whose class is that of most of the 10 nearest training codes. dB: of the mean squared error, of the noisy pictures, of what the network makes of them, what that is more, and of what ridge regression makes of them. ${ABOUT_FASHION}`,
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
    ABOUT_PYTORCH,
    '',
    ...referenceTable(measured, references),
    '',
    ...remarks(measured),
  ].join('\n')
}

interface Measured {
  readonly recipe: Recipe
  readonly runs: readonly Result[]
}

function tableOf(measured: readonly Measured[]): string[] {
  const columns = COLUMNS.filter(({ figure }) => measured.some(({ runs }) => runs.some(({ figures }) => figureOf(figures, figure) !== undefined)))
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
  const values = runs.flatMap(({ figures }) => figureOf(figures, figure) ?? [])
  return isTiming(figure) ? mean(values, digits) : meanAndRange(values, digits)
}

/** Absent where it does not apply. */
function figureOf(figures: Figures, figure: ColumnName): number | undefined {
  if (figure !== 'psnrGained') return figures[figure]
  const { psnrNoisy, psnrDenoised } = figures
  return psnrNoisy === undefined || psnrDenoised === undefined ? undefined : psnrDenoised - psnrNoisy
}

function remarks(measured: readonly Measured[]): string[] {
  return measured.flatMap(({ recipe }) => (REMARKS[recipe.name] ? [`${recipe.title}: ${REMARKS[recipe.name]}`, ''] : []))
}

/** A timing's spread says something of the machine, not of the network. */
function isTiming(figure: ColumnName): boolean {
  return figure === 'seconds'
}

function seedsOf(runs: readonly Result[]): string {
  return [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b).join(', ')
}
