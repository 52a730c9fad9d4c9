// From what is set up for a sweep to the runs that it would be, or to the sentence that says why it can't be. Pure.

import { SpecError } from '../spec/checkSpec.ts'
import { editSpecTogether } from '../spec/nearestEdits.ts'
import type { RunSpec } from '../spec/runSpec.ts'
import { type SweepRun, sweepRuns, variedSpec } from '../spec/sweep.ts'
import { type SweepableSetting, sweepableSettings } from '../spec/sweepableSettings.ts'
import type { SweepDraft } from './sweepState.ts'

/** More would not be told apart on one axis. */
export const VALUES_MAX = 12
export const SEEDS_RANGE = [1, 2, 3, 4, 5] as const

export interface SweepPlan {
  /** All that this spec offers; never empty. */
  readonly settings: readonly SweepableSetting[]
  readonly setting: SweepableSetting
  /** With what is fixed, so that the values differ in nothing else. */
  readonly base: RunSpec
  readonly values: readonly number[]
  readonly seeds: number
  /** Empty where `refusal` says why. */
  readonly runs: readonly SweepRun[]
  readonly refusal: string | null
}

/** What the draft comes to for this spec. A setting that the spec does not offer gives way to the first, with its own values. */
export function planSweep(spec: RunSpec, { path, values: chosen, seeds }: SweepDraft): SweepPlan {
  const settings = sweepableSettings(spec)
  const named = settings.find((setting) => setting.path === path)
  const setting = named ?? (settings[0] as SweepableSetting)
  const values = (named || path === null ? chosen : null) ?? setting.values
  const base = baseFor(spec, setting)
  const plan = { settings, setting, base, values, seeds }
  try {
    return { ...plan, runs: sweepRuns({ base, path: setting.path, values, seeds }), refusal: null }
  } catch (error) {
    if (error instanceof SpecError) return { ...plan, runs: [], refusal: error.message }
    throw error
  }
}

/** The values with what was typed among them, rising. Throws SpecError with the field, what was found and what is allowed. */
export function withValue({ setting, base, values }: Pick<SweepPlan, 'setting' | 'base' | 'values'>, typed: string): readonly number[] {
  const refuse = (found: unknown, allowed: string): never => {
    throw new SpecError([{ path: setting.path, found, allowed }])
  }
  const text = typed.trim()
  const value = Number(text.replaceAll(/(?<=\d),(?=\d{3}\b)/g, ''))
  if (text === '' || !Number.isFinite(value)) refuse(text, 'a number')
  if (values.includes(value)) refuse(value, 'each value once')
  if (values.length >= VALUES_MAX) refuse(`${values.length + 1} values`, `at most ${VALUES_MAX}`)
  // Throws for what no run could have.
  variedSpec(base, setting.path, value)
  return [...values, value].sort((a, b) => a - b)
}

function baseFor(spec: RunSpec, { fixed }: SweepableSetting): RunSpec {
  return fixed.length > 0 ? editSpecTogether(spec, fixed) : spec
}
