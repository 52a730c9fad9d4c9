// A code's spread: of each picture a row of means, then as many log-variances. Above BOUND a log-variance l counts as BOUND + ln(1 + l - BOUND): the
// variance goes on along the tangent of e^l there, so that neither it nor a gradient overflows, and the slope never is 0.

import { isNegative } from './activations'
import { exponential } from './exponential'
import { ONE, SIGN_BIT } from './workspace'

/** The number that the plain operations use too (LOG_VARIANCE_BOUND). */
export const BOUND: f32 = 10

/** 1 + l - BOUND above the bound, else 1. Also what the slope of the log-variance by l is one over. */
@inline
export function reachOf(logVariance: v128, constants: usize): v128 {
  const excess = f32x4.pmax(f32x4.sub(logVariance, f32x4.splat(BOUND)), f32x4.splat(0))
  return f32x4.add(v128.load(constants, ONE), excess)
}

/** e^(l / 2), l at most BOUND: what the standard deviation is up to there. */
@inline
export function rootOf(logVariance: v128, constants: usize): v128 {
  const half = f32x4.mul(f32x4.pmin(logVariance, f32x4.splat(BOUND)), f32x4.splat(0.5))
  const decay = exponential(v128.or(half, v128.load(constants, SIGN_BIT)), constants) // e^-|half|
  return v128.bitselect(decay, f32x4.div(v128.load(constants, ONE), decay), isNegative(half))
}
