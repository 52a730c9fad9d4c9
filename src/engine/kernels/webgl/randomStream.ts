// A stream's random numbers in a shader: RandomStream's (random.ts) to the bit, each by its place in the stream.

import { type Purpose, purposeKey } from '../../random.ts'
import { THREEFRY } from './threefry.ts'
import type { Program } from './webglBackend.ts'

/** Which stream. */
export interface StreamAttributes {
  readonly seed: number
  readonly purpose: Purpose
  readonly step: number
}

/** What STREAM takes, before a program's own. Not 'step', which the language has. */
export const STREAM_UNIFORMS: Program['customUniforms'] = ['seedKey', 'purposeKey', 'stepKey'].map((name) => ({ name, type: 'int' }))

/** uint numberAt(int index): the stream's number there, from 0. uvec2 pairAt(int index): that and the next. */
export const STREAM = `
  ${THREEFRY}

  uvec2 blockOf(int index) {
    return threefry(uint(index >> 1), uint(stepKey), uint(seedKey), uint(purposeKey));
  }

  uint numberAt(int index) {
    uvec2 block = blockOf(index);
    return (index & 1) == 0 ? block.x : block.y;
  }

  // Of one block, or the second of a block and the first of the next.
  uvec2 pairAt(int index) {
    uvec2 block = blockOf(index);
    if ((index & 1) == 0) return block;
    return uvec2(block.y, blockOf(index + 1).x);
  }
`

/** The values of STREAM_UNIFORMS. */
export function streamUniforms({ seed, purpose, step }: StreamAttributes): number[] {
  return [seed | 0, purposeKey(purpose), step | 0]
}
