// What the processor can do at most in 128-bit WebAssembly SIMD: multiply and add in registers, nothing else. The roof under which every product stands.

import { compileModule } from '../scripts/buildKernels.ts'

/** Chains of their own, so that none waits for another: latency times throughput of a fused multiply-add. */
const CHAINS = 10
const LANES = 4
const TURNS = 4_000_000
const ROUNDS = 7
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd']

/** Billions of multiplications and additions a second, the best of some rounds. */
export async function measurePeak(isRelaxed: boolean): Promise<number> {
  const module = await compileModule({ 'index.ts': source(isRelaxed) }, isRelaxed ? [...OPTIONS, '--enable', 'relaxed-simd'] : OPTIONS)
  const { instance } = await WebAssembly.instantiate(module as Uint8Array<ArrayBuffer>)
  const turn = instance.exports.turn as (turns: number) => number
  turn(TURNS)
  const seconds = Array.from({ length: ROUNDS }, () => {
    const started = performance.now()
    turn(TURNS)
    return (performance.now() - started) / 1000
  })
  return (2 * LANES * CHAINS * TURNS) / Math.min(...seconds) / 1e9
}

function source(isRelaxed: boolean): string {
  const chains = Array.from({ length: CHAINS }, (_, i) => i)
  const next = (i: number) => (isRelaxed ? `f32x4.relaxed_madd(x, y, s${i})` : `f32x4.add(f32x4.mul(x, y), s${i})`)
  // x changes from turn to turn, so that its product can't be taken out of the loop.
  return `export function turn(turns: i32): f32 {
    let x = f32x4.splat(1.0001)
    const y = f32x4.splat(0.5)
    ${chains.map((i) => `let s${i} = f32x4.splat(${i}.0)`).join('\n')}
    for (let t = 0; t < turns; t++) {
      ${chains.map((i) => `s${i} = ${next(i)}`).join('\n')}
      x = v128.xor(x, f32x4.splat(0.0000001))
    }
    return f32x4.extract_lane(${chains.map((i) => `s${i}`).reduce((sum, each) => `f32x4.add(${sum}, ${each})`)}, 0)
  }`
}
