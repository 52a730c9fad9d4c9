import { type ConsoleCalls, refusalOf } from './fixtures/consoleProxy.ts'
import { small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

const PICTURE = Array.from({ length: 784 }, () => 0)
const NOISE = { type: 'gaussian', sigma: 0.5 }

/** What is called, with what, and what the answer must say. */
const REFUSALS: readonly (readonly [keyof ConsoleCalls, readonly unknown[], RegExp])[] = [
  ['load', ['convolution'], /preset.*"convolution".*vanilla, multilayer, convolutional/],
  ['load', [undefined], /found nothing/],
  ['load', [{ ...small('vanilla'), surprise: 1 }], /surprise.*no such field/],
  ['load', [{ ...small('vanilla'), data: { name: 'mnist', train: 60_001 } }], /data\.train.*60001.*60,000/],
  ['load', [{ ...small('vanilla'), data: { name: 'mnist', classes: [1, 2] } }], /data\.classes.*not yet/],
  ['load', [{ ...small('vanilla'), regularizers: [{ type: 'kl', weight: 1, target: 0.1 }] }], /regularizers\.0\.type.*kl.*sigmoid code/],
  ['set', [7, 1], /path.*number/],
  ['set', ['model.latent.units', 0], /model\.latent\.units.*found 0.*at least 1/],
  ['set', ['no.such.field', 1], /no\.such\.field/],
  ['step', [0], /steps.*found 0.*whole number from 1/],
  ['step', [1.5], /steps.*found 1\.5/],
  ['train', [{ minutes: 3 }], /train.*minutes.*steps.*epochs/],
  ['train', [{ epochs: -1 }], /epochs.*found -1/],
  ['sample', [{ split: 'validation', from: 0, count: 1 }], /split.*"validation".*train, test/],
  ['sample', [{ split: 'test', from: 9_999, count: 2 }], /count.*found 2.*1 to 1/],
  ['corrupt', [[PICTURE], { type: 'fog' }, 0], /corruption.*gaussian/],
  ['corrupt', [[PICTURE], NOISE, -1], /seed.*found -1/],
  ['encode', [[[1, 2, 3]]], /inputs\[0\].*3 numbers.*784/],
  ['encode', [[]], /inputs.*784/],
  ['encode', [[PICTURE.with(5, Number.NaN)]], /inputs\[0\]\[5\].*NaN.*finite/],
  ['decode', [[[1, 2, 3]]], /latents\[0\].*3 numbers.*2 numbers/],
  ['reconstruct', ['picture'], /inputs.*784/],
  ['scores', [[null]], /inputs\[0\].*784/],
  ['activations', [[1, 2]], /input\[0\].*784/],
  ['weights', [6], /i: found 6.*0 to 5/],
  ['backend', ['cuda'], /backend.*"cuda".*wasm, webgl, cpu/],
]

test('[K11] a wrong argument is refused with a sentence that names it, and changes nothing', async ({ app, page }) => {
  await app.open()
  const before = { spec: await app.hourglass.spec(), metrics: await app.hourglass.metrics() }
  for (const [name, args, says] of REFUSALS)
    expect(await refusalOf(page, name, ...args), `${name}(${JSON.stringify(args)?.slice(0, 80)})`).toMatch(says)
  expect(await app.hourglass.spec()).toEqual(before.spec)
  expect(await app.hourglass.metrics()).toEqual(before.metrics)
  expect(await app.hourglass.backend()).toEqual({ name: 'wasm', measured: null })
})

test('[K12] a sample call without an argument is refused as clearly', async ({ app, page }) => {
  await app.open()
  expect(await refusalOf(page, 'sample')).toMatch(/sample|split|request/)
})
