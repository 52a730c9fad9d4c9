// The terminal's options: parsed, checked, turned into a spec. A bad one becomes one clear line and exit code 2.

import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { KERNEL_CHOICES, type KernelChoice } from '../engine/kernels/wasm/kernelChoice.ts'
import { checkSpec } from '../spec/checkSpec.ts'
import { setField } from '../spec/editSpec.ts'
import { DEFAULT_PRESET, PRESET_NAMES, PRESETS, type PresetName } from '../spec/presets.ts'
import type { RunSpec } from '../spec/runSpec.ts'

export interface TrainOptions {
  readonly spec: RunSpec
  readonly backend: 'wasm' | 'cpu'
  /** Which kernels wasm computes with. */
  readonly kernels: KernelChoice
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

export const USAGE = `npm run train -- --preset ${PRESET_NAMES.join('|')} [--spec FILE] [--set path=value …] [--backend wasm|cpu] [--kernels ${KERNEL_CHOICES.join('|')}] [--json] [--save DIR]`

/** The same numbers to the bit on every processor, which relaxed SIMD does not promise. */
const DEFAULT_KERNELS: KernelChoice = 'simd'

/** Throws UsageError for a bad option, SpecError for a bad spec, HelpRequest for --help. */
export function parseTrainOptions(args: string[]): TrainOptions {
  const { values } = parse(args)
  if (values.help) throw new HelpRequest(USAGE)
  if (values.preset !== undefined && values.spec !== undefined) throw new UsageError('--preset and --spec exclude each other')
  const kernels = values.kernels ?? DEFAULT_KERNELS
  if (!isKernelChoice(kernels)) throw new UsageError(`--kernels: found '${kernels}'; allowed: ${KERNEL_CHOICES.join(', ')}`)
  const backend = values.backend ?? 'wasm'
  if (backend !== 'wasm' && backend !== 'cpu') throw new UsageError(`--backend: found '${backend}'; allowed: wasm, cpu`)
  let spec = values.spec === undefined ? presetSpec(values.preset ?? DEFAULT_PRESET) : readSpec(values.spec)
  for (const setting of values.set ?? []) spec = applySetting(spec, setting)
  return { spec: checkSpec(spec), backend, kernels, json: values.json ?? false, ...(values.save !== undefined && { save: checkFolder(values.save) }) }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        preset: { type: 'string' },
        spec: { type: 'string' },
        set: { type: 'string', multiple: true },
        backend: { type: 'string' },
        kernels: { type: 'string' },
        json: { type: 'boolean' },
        save: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
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

/** "data.train=60000": the value is JSON where it can be, a string otherwise. */
function applySetting(spec: unknown, setting: string): unknown {
  const at = setting.indexOf('=')
  if (at <= 0) throw new UsageError(`--set: found '${setting}'; allowed: path=value, such as data.train=60000`)
  const text = setting.slice(at + 1)
  let value: unknown = text
  try {
    value = JSON.parse(text)
  } catch {
    // Not JSON: a plain word such as sgd.
  }
  return setField(spec, setting.slice(0, at), value)
}
