// webgl's fused programs one by one, over random shapes, against plain tfjs on cpu and against double precision.

import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import fc from 'fast-check'
import { LEAKY_RELU_SLOPE } from '../src/engine/forward.ts'
import { adam } from '../src/engine/optimizers/adam.ts'
import { momentum } from '../src/engine/optimizers/momentum.ts'
import type { UpdateRule } from '../src/engine/optimizers/optimizer.ts'
import { rmsprop } from '../src/engine/optimizers/rmsprop.ts'
import { sgd } from '../src/engine/optimizers/sgd.ts'
import type { Activation } from '../src/spec/runSpec.ts'
import { openEngine } from './fixtures/engineWorker.ts'
import { anySeed, CASES, EPSILON, expectWithin, type Outputs, onGpu, randomValues, type Values } from './fixtures/gpuKernels.ts'
import { expect, test } from './fixtures/test.ts'

test.beforeEach(({ watch }) => watch.expectComplaints(/GL Driver Message|GPU stall|swiftshader/i))

const anySide = fc.integer({ min: 1, max: 40 })
/** Vectors, matrices, a convolution's kernels. */
const anyShape = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 3_000 })),
  fc.tuple(anySide, anySide),
  fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 9 })),
)

const RULES: Record<string, UpdateRule> = { adam, sgd, momentum, rmsprop }

for (const [name, rule] of Object.entries(RULES)) {
  test(`[E59] an update by ${name} on webgl is that of plain tfjs on cpu, for any shape`, async ({ page }) => {
    const cases = fc.sample(fc.tuple(anyShape, anySeed, fc.integer({ min: 1, max: 1_000 })), CASES).map(([shape, seed, step]) => {
      const some = (place: number) => ({ shape, values: randomValues(shape, seed + place) })
      const squares = (place: number) => ({ shape, values: some(place).values.map((value) => value * value) })
      const slots = rule.slots.map((slot, i) => [slot, /variance|square/i.test(slot) ? squares(i) : some(i)] as const)
      const scalars = rule.scalars(step, 0.01)
      const inputs = { weight: some(8), ...Object.fromEntries(slots), gradient: some(9), scalars: { shape: [scalars.length], values: scalars } }
      return { shape, seed, scalars, slots: slots.map(([, values]) => values), call: { name: rule.kernel, inputs } }
    })
    const found = await onGpu(
      page,
      cases.map(({ call }) => call),
    )
    await tf.setBackend('cpu')
    cases.forEach(({ shape, seed, scalars, slots, call: { inputs } }, i) => {
      const tensorOf = ({ values }: Values) => tf.tensor(values, shape)
      const expected = tf.tidy(() =>
        rule.update(tensorOf(inputs.weight), slots.map(tensorOf), tensorOf(inputs.gradient), scalars).map((tensor) => tensor.dataSync()),
      )
      const { outputs } = found[i] as Outputs
      expect(outputs.length).toBe(expected.length)
      outputs.forEach(({ shape: found, values }, k) => {
        expect(found).toEqual(shape)
        const before = [inputs.weight, ...slots][k] as Values
        // Of the terms' sizes: a sum of two that nearly cancel has no digits of its own. The hundredth is the rate, which scales a slot's rest.
        const room = (n: number) =>
          1e-5 * [before.values, inputs.gradient.values, expected[k]].reduce((sum, of) => sum + Math.abs(of?.[n] as number), 0.01)
        expectWithin(values, expected[k] as ArrayLike<number>, room, `output ${k} of ${shape}, seed ${seed}`)
      })
    })
  })
}

/** e^-|z| where that can't overflow. */
function sigmoid(z: number): number {
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z))
}

const LOSSES = {
  bce: {
    name: 'HourglassBce',
    attributes: {},
    value: (z: number, x: number) => Math.max(z, 0) - z * x + Math.log1p(Math.exp(-Math.abs(z))),
    slope: (z: number, x: number) => sigmoid(z) - x,
  },
  'mse of a sigmoid': {
    name: 'HourglassMse',
    attributes: { output: 'sigmoid' },
    value: (z: number, x: number) => (sigmoid(z) - x) ** 2,
    slope: (z: number, x: number) => 2 * (sigmoid(z) - x) * sigmoid(z) * (1 - sigmoid(z)),
  },
  'mse of a line': {
    name: 'HourglassMse',
    attributes: { output: 'linear' },
    value: (z: number, x: number) => (z - x) ** 2,
    slope: (z: number, x: number) => 2 * (z - x),
  },
}

for (const [what, { name, attributes, value, slope }] of Object.entries(LOSSES)) {
  test(`[E48] ${what} on webgl, value and gradient, is what the formula says, for any shape and size of logits`, async ({ page }) => {
    const anyScale = fc.constantFrom(1, 5, 200)
    const cases = fc.sample(fc.tuple(fc.tuple(anySide, fc.integer({ min: 1, max: 90 })), anySeed, anyScale), CASES).map(([shape, seed, scale]) => {
      const inputs = {
        logits: { shape, values: randomValues(shape, seed, scale) },
        target: { shape, values: randomValues(shape, seed + 1).map(Math.abs) },
      }
      return { shape, inputs, call: { name, inputs, attributes } }
    })
    const found = await onGpu(
      page,
      cases.map(({ call }) => call),
    )
    cases.forEach(({ shape, inputs: { logits, target } }, i) => {
      const [mean, gradient] = (found[i] as Outputs).outputs as [Values, Values]
      const size = logits.values.length
      const each = (of: (z: number, x: number) => number) => logits.values.map((z, k) => of(z, target.values[k] as number))
      const expected = each(value).reduce((sum, one) => sum + one, 0) / size
      expect(mean.shape).toEqual([])
      // As many roundings as rows and columns are added up, and a few of the logits' size for each value.
      const values = each((z, x) => Math.abs(value(z, x)) + Math.abs(z) + 1).reduce((sum, one) => sum + one, 0) / size
      expectWithin(mean.values, [expected], () => EPSILON * (shape[0] + shape[1] + 10) * values, `${what} of ${shape}`)
      expect(gradient.shape).toEqual(shape)
      const slopes = each(slope).map((one) => one / size)
      const room = (k: number) => (20 * EPSILON * (2 + Math.abs(logits.values[k] as number))) / size
      expectWithin(gradient.values, slopes, room, `gradient of ${what}, ${shape}`)
    })
  })
}

test('[E48] a NaN among the logits is in the loss on webgl', async ({ page }) => {
  const values = randomValues([5, 7], 1)
  const logits = values.map((value, i) => (i === 17 ? Number.NaN : value))
  const calls = Object.values(LOSSES).map(({ name, attributes }) => {
    const inputs = { logits: { shape: [5, 7], values: logits }, target: { shape: [5, 7], values: values.map(Math.abs) } }
    return { name, inputs, attributes }
  })
  const worker = await openEngine(page)
  const means = await worker.evaluate(async (calls) => {
    const { platform, startBackend, tf } = engine
    await startBackend('webgl', platform)
    return calls.map(({ name, inputs, attributes }) => {
      const given = Object.entries(inputs).map(([key, { shape, values }]) => [key, tf.tensor(values, shape)])
      return ((tf.engine().runKernel(name, Object.fromEntries(given), attributes) as tf.Tensor[])[0] as tf.Tensor).dataSync()[0] as number
    })
  }, calls)
  expect(means).toEqual([Number.NaN, Number.NaN, Number.NaN])
})

const SLOPES: Record<Activation, (y: number) => number> = {
  linear: () => 1,
  relu: (y) => (y > 0 ? 1 : 0),
  'leaky-relu': (y) => (y > 0 ? 1 : LEAKY_RELU_SLOPE),
  elu: (y) => Math.min(y, 0) + 1,
  sigmoid: (y) => y * (1 - y),
  tanh: (y) => 1 - y * y,
}

test('[E48] the gradient of every activation on webgl, and its column sums, are what the formula says, for any shape', async ({ page }) => {
  const activations = Object.keys(SLOPES) as Activation[]
  const cases = fc.sample(fc.tuple(anySide, anySide, anySeed), CASES).map(([rows, columns, seed], i) => {
    const activation = activations[i % activations.length] as Activation
    const shape = [rows, columns]
    const inputs = { y: { shape, values: randomValues(shape, seed) }, dy: { shape, values: randomValues(shape, seed + 1) } }
    return { shape, activation, inputs, call: { name: 'HourglassActivationGradient', inputs, attributes: { activation } } }
  })
  const found = await onGpu(
    page,
    cases.map(({ call }) => call),
  )
  cases.forEach(({ shape: [rows = 0, columns = 0], activation, inputs: { y, dy } }, i) => {
    const [dz, sums] = (found[i] as Outputs).outputs as [Values, Values]
    const expected = y.values.map((value, k) => SLOPES[activation](value) * (dy.values[k] as number))
    expectWithin(dz.values, expected, () => 4 * EPSILON, `${activation} of ${rows} x ${columns}`)
    expect(sums.shape).toEqual([columns])
    const totals = Array.from({ length: columns }, (_, column) => expected.reduce((sum, one, k) => (k % columns === column ? sum + one : sum), 0))
    expectWithin(sums.values, totals, () => EPSILON * rows * (rows + 4), `column sums of ${activation}, ${rows} x ${columns}`)
  })
})

/** By sorting, as it is defined: of each row's k largest the values, of equal ones the first. */
function largestOf(x: readonly number[], values: readonly number[], { columns, k }: { columns: number; k: number }): number[] {
  return x.flatMap((_, from) => {
    if (from % columns !== 0) return []
    const order = Array.from({ length: columns }, (_, column) => column)
    order.sort((a, b) => (x[from + b] as number) - (x[from + a] as number) || a - b)
    const kept = new Set(order.slice(0, k))
    return values.slice(from, from + columns).map((value, column) => (kept.has(column) ? value : 0))
  })
}

test('[E72] top-k on webgl keeps what sorting keeps, of equal ones the first, and of other values those at the same places', async ({ page }) => {
  const forms = [(value: number) => value, (value: number) => Math.round(2 * value), (value: number) => Math.max(0, value)]
  const cases = fc.sample(fc.tuple(anySide, anySide, anySeed), CASES).map(([rows, columns, seed], i) => {
    const shape = [rows, columns]
    const x = { shape, values: randomValues(shape, seed).map(forms[i % forms.length] as (value: number) => number) }
    const k = 1 + (seed % columns)
    const values = { shape, values: randomValues(shape, seed + 1) }
    return { shape, k, x, values, call: { name: 'HourglassKeepLargest', inputs: { x, values }, attributes: { k } } }
  })
  const found = await onGpu(
    page,
    cases.map(({ call }) => call),
  )
  cases.forEach(({ shape, k, x, values }, i) => {
    const expected = largestOf(x.values, values.values, { columns: shape[1] as number, k })
    expectWithin(found[i]?.outputs[0]?.values as number[], expected, () => 0, `the ${k} largest of ${shape}, case ${i}`)
  })
})
