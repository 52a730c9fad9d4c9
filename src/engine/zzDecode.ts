import * as tf from '@tensorflow/tfjs-core'
import { openRun, takeSteps, useBackend } from '../testing/digits.ts'
import { decode } from './views.ts'
import { PRESETS } from '../spec/presets.ts'
await useBackend('wasm', 'simd')
const median = (x: number[]) => [...x].sort((a,b)=>a-b)[x.length>>1] as number
const time = (name: string, f: () => unknown) => { for (let i=0;i<20;i++) f(); const a=[]; for (let i=0;i<80;i++){const t=performance.now(); f(); a.push(performance.now()-t)}; console.log(name, median(a).toFixed(3)) }
const run = await openRun({ ...PRESETS.vanilla.spec, data: { name: 'mnist', train: 1000, test: 1000 } } as never)
takeSteps(run, 3)
const latent = new Float32Array(120 * 32).fill(0.3)
time('decode', () => decode(run, latent))
time('model', () => run.model)
const model = run.model
time('tidy decode no read', () => tf.tidy(() => { model.decode(tf.tensor2d(latent, [120, 32])) }))
const z = tf.tensor2d(new Float32Array(120*784).fill(0.1), [120,784])
time('sigmoid', () => tf.tidy(() => { tf.sigmoid(z) }))
time('dataSync', () => z.dataSync())
time('dataSync slice', () => z.dataSync().slice())
const x = tf.tensor2d(latent, [120, 32])
time('logits part', () => tf.tidy(() => { (tf.engine().runKernel('HourglassDense', {x, kernel: model.variables[2], bias: model.variables[3]} as never, {activation: 'linear'})) }))
const heap = (await import('./kernels/wasm/pack.ts')).activePack()!
const a = heap.heap.allocate(4*120*784)
time('raw sigmoids', () => heap.functions.sigmoids(a, a, 120*784))
time('tidy decode read', () => tf.tidy(() => model.decode(tf.tensor2d(latent, [120, 32])).dataSync().slice()))
time('tidy decode read, no slice', () => tf.tidy(() => { model.decode(tf.tensor2d(latent, [120, 32])).dataSync() }))
time('tidy decode return array', () => tf.tidy(() => { return new Float32Array(94080) as never }))
time('decode again', () => decode(run, latent))
