// What the code's figures say, in words.

import { countText } from '../../spec/countText.ts'
import type { CodesFrame } from '../../workers/protocol.ts'

/** Below this a unit of a variational code tells nothing of a picture: in nats, mean over the pictures. */
export const UNUSED_NATS = 0.05
/** As codeActivity() has it: a unit at work in fewer of the pictures is rare. */
const RARE_SHARE_TEXT = '1\u00a0%'

export interface CodeFacts {
  readonly units: number
  /** Numbers that an input has. */
  readonly inputs: number
  /** One of its pictures: "digit". */
  readonly picture: string
  /** Can a unit be at rest? */
  readonly hasRest: boolean
  readonly isVariational: boolean
}

export interface Headline {
  /** What stands large, and what follows it. */
  readonly figure: string
  readonly rest: string
}

/** "24 of 128", " units at work for a digit". */
export function sayAtWork({ activity, divergences }: CodesFrame, { units, picture, hasRest }: CodeFacts): Headline {
  if (divergences) return { figure: totalOf(divergences).toFixed(1), rest: ` nats of divergence a ${picture}` }
  const all = countText(units)
  if (!hasRest) return { figure: all, rest: units === 1 ? ` unit, at work for every ${picture}` : ` units, all at work for every ${picture}` }
  return { figure: `${atWork(activity.activeShare * units)} of ${all}`, rest: ` units at work for a ${picture}` }
}

/** Dead units apart from rare ones; how many numbers of a variational code are used; whether there are more units than numbers come in. */
export function sayUnits({ activity, divergences }: CodesFrame, { units, inputs, hasRest }: CodeFacts): string {
  const parts: string[] = []
  if (divergences) {
    const unused = divergences.filter((nats) => nats < UNUSED_NATS).length
    parts.push(unused === 0 ? `all ${units} numbers used` : `${units - unused} of ${units} numbers used, ${unused} left at the prior`)
  } else if (hasRest) {
    parts.push(activity.dead === 0 ? 'none dead' : `${countText(activity.dead)} dead (never at work)`)
    if (activity.rare > 0) parts.push(`${countText(activity.rare)} rare (under ${RARE_SHARE_TEXT})`)
  }
  if (!hasRest && !divergences) parts.push('such units are never at rest')
  if (units > inputs) parts.push(`overcomplete: ${countText(inputs)} pixels, ${countText(units)} units`)
  return parts.join(' · ')
}

/** What one unit does: "at work for 23 % of digits", "dead: at work for no digit". */
export function sayUnit(unit: number, { activity, divergences }: CodesFrame, { picture, hasRest }: CodeFacts): string {
  const nats = divergences?.[unit]
  if (nats !== undefined) return nats < UNUSED_NATS ? `unused: ${nats.toFixed(2)} nats` : `${nats.toFixed(2)} nats`
  if (!hasRest) return `${signed(activity.typical[unit] ?? 0)} on average`
  const share = activity.shares[unit] ?? 0
  return share === 0 ? `dead: at work for no ${picture}` : `at work for ${percent(share)} of ${picture}s`
}

/** "23 %", "0.4 %", "less than 0.1 %". */
export function percent(share: number): string {
  const hundredths = 100 * share
  if (hundredths > 0 && hundredths < 0.1) return 'less than 0.1 %'
  return `${hundredths < 9.95 ? Number(hundredths.toFixed(1)) : Math.round(hundredths)} %`
}

export function totalOf(divergences: Float64Array): number {
  return divergences.reduce((sum, nats) => sum + nats, 0)
}

function atWork(units: number): string {
  return units < 9.95 ? String(Number(units.toFixed(1))) : countText(Math.round(units))
}

function signed(value: number): string {
  return `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(1)}`
}
