import { small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

test.beforeEach(({ app }) => app.open())

test('[P34] trains on wasm, which the page starts with', async ({ app }) => {
  await app.hourglass.load(small('multilayer'))
  expect(await app.hourglass.step(2)).toMatchObject({ backend: 'wasm', step: 2 })
  await expect(app.bar.backend).toHaveAttribute('data-value', 'wasm')
})

test('[P34] trains on cpu from the next fresh run on, with the same numbers to the fourth digit', async ({ app }) => {
  await app.hourglass.load(small('multilayer'))
  const onWasm = await app.hourglass.step(3)
  expect(await app.hourglass.backend('cpu')).toEqual({ name: 'cpu', measured: null })
  expect((await app.hourglass.step()).backend).toBe('wasm')
  await app.hourglass.load(small('multilayer'))
  const onCpu = await app.hourglass.step(3)
  expect(onCpu).toMatchObject({ backend: 'cpu', step: 3 })
  expect(onCpu.trainLoss).toBeCloseTo(onWasm.trainLoss as number, 4)
  await expect(app.bar.backend).toHaveAttribute('data-value', 'cpu')
})
