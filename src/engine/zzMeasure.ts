import * as tf from '@tensorflow/tfjs-core'
import { openRun, takeSteps, useBackend } from '../testing/digits.ts'
import { slicePictures } from './data/gather.ts'
import { errorsOfPictures } from './objectives/errorsOfPictures.ts'
import { PRESETS } from '../spec/presets.ts'
await useBackend('wasm', 'simd')
const median = (x: number[]) => [...x].sort((a,b)=>a-b)[x.length>>1] as number
const time = (name: string, f: () => unknown) => { for (let i=0;i<20;i++) f(); const a=[]; for (let i=0;i<60;i++){const t=performance.now(); f(); a.push(performance.now()-t)}; console.log(name, median(a).toFixed(3)) }
for (const p of ['vanilla', 'multilayer'] as const) {
const run = await openRun({ ...PRESETS[p].spec, data: { name: 'mnist', train: 1000, test: 1000 } } as never)
takeSteps(run, 3)
const model = run.model
time(p+' slice', () => { slicePictures(run.dataset.test, 0, 1000) })
const clean = slicePictures(run.dataset.test, 0, 1000)
time('tensor', () => tf.tidy(() => { tf.tensor2d(clean, [1000, 784]) }))
const t = tf.tensor2d(clean, [1000, 784])
time('logits', () => tf.tidy(() => { model.logits(t) }))
const z = model.logits(t)
time('errors bce', () => tf.tidy(() => { errorsOfPictures(z, t, {loss: 'bce', output: 'sigmoid'}) }))
time('errors mse', () => tf.tidy(() => { errorsOfPictures(z, t, {loss: 'mse', output: 'linear'}) }))
}
