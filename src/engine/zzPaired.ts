import { setFlagsFromString } from 'node:v8'
import * as tf from '@tensorflow/tfjs-core'
import { openRun, smallSpec, takeSteps, useBackend } from '../testing/digits.ts'
import { canRun } from './kernels/wasm/packModule.ts'
if (!canRun('relaxed')) setFlagsFromString('--experimental-wasm-relaxed-simd')
import { activePack } from './kernels/wasm/pack.ts'
import { gaussianNoise } from './kernels/wasm/gaussianNoise.ts'
import { corruptBatch } from './objectives/corruption.ts'
import { LOSS_FUNCTIONS } from './objectives/losses.ts'
import { slicePictures } from './data/gather.ts'
import { decode } from './views.ts'
import { PRESETS } from '../spec/presets.ts'
const kind = (process.argv[2] ?? 'relaxed') as 'relaxed'
await useBackend('wasm', 'plain')
const original = tf.getKernel('Sigmoid', 'wasm')
await useBackend('wasm', kind)
const ours = tf.getKernel('Sigmoid', 'wasm')
const swap = (to: tf.KernelConfig) => { tf.unregisterKernel('Sigmoid', 'wasm'); tf.registerKernel(to) }
const pack = activePack()!
const { heap, functions } = pack
const now = () => performance.now()
const median = (x: number[]) => [...x].sort((a,b)=>a-b)[x.length>>1] as number
async function pair(name: string, f: () => unknown, g: () => unknown, n = 60) {
  for (let i=0;i<8;i++){await f();await g()}
  const a: number[]=[], b: number[]=[], r: number[]=[]
  for (let i=0;i<n;i++){ let t=now(); await f(); const x=now()-t; t=now(); await g(); const y=now()-t; a.push(x); b.push(y); r.push(x/y) }
  console.log(kind, name, 'before', median(a).toFixed(3), 'after', median(b).toFixed(3), 'ratio', median(r).toFixed(2))
}
for (const preset of ['vanilla', 'multilayer', 'denoising'] as const) {
  const spec = { ...PRESETS[preset].spec, data: { name: 'mnist' as const, train: 1000, test: 1000 } }
  const run = await openRun(spec as never)
  takeSteps(run, 3)
  const old = () => {
    const clean = slicePictures(run.dataset.test, 0, 1000)
    const loss = LOSS_FUNCTIONS[spec.loss]
    const total = (t: tf.Tensor) => { let s = 0; for (const v of t.dataSync()) s += v; return s }
    const ms = (a: tf.Tensor2D, b: tf.Tensor2D) => tf.mean(tf.squaredDifference(a, b), 1)
    swap(original as never)
    tf.tidy(() => {
      const target = tf.tensor2d(clean, [1000, 784])
      const noisy = spec.corruption ? tf.tensor2d((run as any).constructor && clean, [1000, 784]) : target
      const logits = run.model.logits(noisy)
      total(loss.perPicture(logits, target, run.model.output)); total(ms(run.model.activateOutput(logits), target))
      if (spec.corruption) { total(ms(noisy, target)); total(loss.perPicture(run.model.logits(target), target, run.model.output)) }
    })
    swap(ours as never)
  }
  await pair(preset + ' measure(1000)', old, () => run.measure(1000))
  const latent = new Float32Array(120 * run.plan.latent).fill(0.3)
  await pair(preset + ' decode 120', () => { swap(original as never); decode(run, latent); swap(ours as never) }, () => decode(run, latent), 100)
  run.dispose()
}
// a denoising step: gaussian noise taken out of the kernel for 'before'
const spec = { ...PRESETS.denoising.spec, data: { name: 'mnist' as const, train: 10000, test: 1000 } }
const [a, b] = [await openRun(spec as never), await openRun(spec as never)]
const oldFunctions = { ...functions, gaussianNoise: (clean: number, noisy: number, rows: number, size: number, seed: number, _k: number, step: number, _d: number, lo: number, hi: number, low: number, high: number) => {
  heap.copyFloats(clean, noisy, rows*size); corruptBatch(heap.floats(noisy, rows*size), size, { type: 'gaussian', sigma: [lo, hi] }, { seed, step, range: [low, high] }) } }
const isOld = { v: false }
const real = functions.gaussianNoise
const patched = pack as any
await pair('denoising step', () => { patched.functions = oldFunctions; takeSteps(a, 1); patched.functions = functions }, () => { takeSteps(b, 1) }, 250)
console.log('same losses', a.trainLoss === b.trainLoss)
