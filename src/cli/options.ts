// The terminal's options: parsed, checked, turned into a spec. A bad one becomes one clear line and exit code 2.

import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { KERNEL_CHOICES, type KernelChoice } from '../engine/kernels/wasm/kernelChoice.ts'
import { checkSpec } from '../spec/checkSpec.ts'
import { setField } from '../spec/editSpec.ts'
import { DEFAULT_PRESET, PRESET_NAMES, PRESETS, type PresetName } from '../spec/presets.ts'
import type { RunSpec } from '../spec/runSpec.ts'

/** What to train and on what: asked for in the same words by every command that trains. */
export interface RunOptions {
  readonly spec: RunSpec
  readonly backend: 'wasm' | 'cpu'
  /** Which kernels wasm computes with. */
  readonly kernels: KernelChoice
}

export interface TrainOptions extends RunOptions {
  readonly json: boolean
  /** A folder to write the trained network to. */
  readonly save?: string
}

/** An option that was refused: the message is the one line to print. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Asked for with --help: the message is what to print. */
export class HelpRequest extends Error {
  override readonly name = 'HelpRequest'
}

/** The options that readRunOptions reads, for parseArgs. */
export const RUN_OPTIONS = {
  preset: { type: 'string' },
  spec: { type: 'string' },
  set: { type: 'string', multiple: true },
  backend: { type: 'string' },
  kernels: { type: 'string' },
} as const

export const RUN_USAGE = `--preset ${PRESET_NAMES.join('|')} [--spec FILE] [--set path=value …] [--backend wasm|cpu] [--kernels ${KERNEL_CHOICES.join('|')}]`
export const USAGE = `npm run train -- ${RUN_USAGE} [--json] [--save DIR]`

/** The same numbers to the bit on every processor, which relaxed SIMD does not promise. */
const DEFAULT_KERNELS: KernelChoice = 'simd'

/** What parseArgs makes of RUN_OPTIONS. */
export interface RunValues {
  readonly preset?: string | undefined
  readonly spec?: string | undefined
  readonly set?: string[] | undefined
  readonly backend?: string | undefined
  readonly kernels?: string | undefined
}

/** Throws UsageError for a bad option, SpecError for a bad spec, HelpRequest for --help. */
export function parseTrainOptions(args: string[]): TrainOptions {
  const options = { ...RUN_OPTIONS, json: { type: 'boolean' }, save: { type: 'string' }, help: { type: 'boolean' } } as const
  const { values } = orUsageError(() => parseArgs({ args, options }))
  if (values.help) throw new HelpRequest(USAGE)
  return { ...readRunOptions(values), json: values.json ?? false, ...(values.save !== undefined && { save: checkFolder(values.save) }) }
}

/** Throws UsageError for a bad option, SpecError for a bad spec. */
export function readRunOptions(values: RunValues): RunOptions {
  if (values.preset !== undefined && values.spec !== undefined) throw new UsageError('--preset and --spec exclude each other')
  const kernels = values.kernels ?? DEFAULT_KERNELS
  if (!isKernelChoice(kernels)) throw new UsageError(`--kernels: found '${kernels}'; allowed: ${KERNEL_CHOICES.join(', ')}`)
  const backend = values.backend ?? 'wasm'
  if (backend !== 'wasm' && backend !== 'cpu') throw new UsageError(`--backend: found '${backend}'; allowed: wasm, cpu`)
  let spec = values.spec === undefined ? presetSpec(values.preset ?? DEFAULT_PRESET) : readSpec(values.spec)
  for (const setting of values.set ?? []) spec = applySetting(spec, setting)
  return { spec: checkSpec(spec), backend, kernels }
}

/** What parseArgs refuses, as an option that was refused. */
export function orUsageError<Parsed>(parse: () => Parsed): Parsed {
  try {
    return parse()
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** "loss=mse" cut at its first "="; null where there is none, or nothing before it. */
export function splitSetting(setting: string): { readonly path: string; readonly text: string } | null {
  const at = setting.indexOf('=')
  return at <= 0 ? null : { path: setting.slice(0, at), text: setting.slice(at + 1) }
}

/** JSON where it can be, else a plain word such as sgd. */
export function jsonOrWord(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function checkFolder(folder: string): string {
  if (folder === '') throw new UsageError('--save: found nothing; allowed: a folder, which is made where it is missing')
  return folder
}

function isKernelChoice(name: string): name is KernelChoice {
  return (KERNEL_CHOICES as readonly string[]).includes(name)
}

function presetSpec(name: string): unknown {
  if (!Object.hasOwn(PRESETS, name)) throw new UsageError(`--preset: found '${name}'; allowed: ${PRESET_NAMES.join(', ')}`)
  return PRESETS[name as PresetName].spec
}

function readSpec(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`--spec: ${file} can't be read as JSON (${(error as Error).message})`)
  }
}

/** "data.train=60000" */
function applySetting(spec: unknown, setting: string): unknown {
  const parts = splitSetting(setting)
  if (!parts) throw new UsageError(`--set: found '${setting}'; allowed: path=value, such as data.train=60000`)
  return setField(spec, parts.path, jsonOrWord(parts.text))
}
