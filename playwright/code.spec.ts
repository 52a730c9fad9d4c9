import type { RunSpec } from '../src/spec/runSpec.ts'
import { small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

const L1 = [{ type: 'l1' as const, weight: 1e-3 }]
/** Sparse, whatever the preset of that name has become. */
const SPARSE: RunSpec = { ...small('vanilla'), model: { encoder: [], latent: { units: 64, activation: 'relu' } }, regularizers: L1 }

test.beforeEach(async ({ app }) => {
  await app.open()
  await app.data.unfold('Bottleneck')
})

test('[P88] a KL penalty takes a sigmoid code along in one edit, and its term is shown', async ({ app, page }) => {
  await app.hourglass.load(SPARSE)
  await app.data.switchOf('penalty-kl').click()
  await expect
    .poll(() => app.hourglass.spec())
    .toMatchObject({
      model: { latent: { activation: 'sigmoid' } },
      regularizers: [{ type: 'l1' }, { type: 'kl', weight: 0.01, target: 0.05 }],
    })
  const { terms } = await app.hourglass.train()
  expect(terms?.kl).toBeGreaterThan(0)
  await expect(page.getByTestId('term-kl')).toHaveAttribute('data-value', String(terms?.kl))
  await expect(page.getByTestId('term-l1')).toHaveAttribute('data-value', String(terms?.l1))
  await app.data.chooseActivation('ReLU')
  await expect.poll(async () => (await app.hourglass.spec()).regularizers).toEqual(L1)
})

test('[P88] variational on: a linear code, top k and tied weights end; what it can’t have says why', async ({ app, page }) => {
  await app.hourglass.load(SPARSE)
  await app.data.switchOf('top-k').click()
  await expect(app.data.switchOf('top-k')).toBeChecked()
  await app.data.switchOf('tied').click()
  await expect.poll(() => app.hourglass.spec()).toMatchObject({ model: { tied: true, latent: { topK: 8 } } })
  await app.data.switchOf('variational').click()
  await expect
    .poll(async () => (await app.hourglass.spec()).model)
    .toEqual({
      encoder: [],
      latent: { units: 64, activation: 'linear', variational: { beta: 1 } },
    })
  for (const [id, reason] of [
    ['top-k', /every unit of a sampled code is noisy/],
    ['tied', /two kernels/],
    ['penalty-kl', /sigmoid code/],
  ] as const) {
    const control = app.data.switchOf(id)
    await expect(control).toHaveAttribute('aria-disabled', 'true')
    await expect(control).toHaveAccessibleDescription(reason)
    await control.press('Space')
    await expect(control).not.toBeChecked()
  }
  const { kl, elbo } = await app.hourglass.train()
  expect(kl).toBeGreaterThan(0)
  expect(elbo).toBeLessThan(0)
  await page.getByTestId('beta').getByRole('slider').press('ArrowRight')
  await expect.poll(() => app.hourglass.spec()).toMatchObject({ model: { latent: { variational: { beta: 1.1 } } } })
})

test('[P88] a penalty’s weight is a live edit', async ({ app, page }) => {
  await app.hourglass.load(small('contractive'))
  const before = await app.hourglass.step(5)
  await page.getByTestId('weight-contractive').getByRole('slider').press('End')
  await expect.poll(() => app.hourglass.spec()).toMatchObject({ regularizers: [{ type: 'contractive', weight: 1 }] })
  expect(await app.hourglass.metrics()).toMatchObject({ runId: before.runId, step: 5, edited: true })
  await app.data.switchOf('penalty-contractive').click()
  await expect.poll(() => app.hourglass.spec()).not.toHaveProperty('regularizers')
  expect(await app.hourglass.metrics()).toMatchObject({ runId: before.runId, step: 5 })
})

test('[P88] a bottleneck narrower than its top k takes that along', async ({ app }) => {
  await app.hourglass.load(SPARSE)
  await app.data.switchOf('top-k').click()
  await app.network.typeWidth('6')
  await expect.poll(() => app.hourglass.spec()).toMatchObject({ model: { latent: { units: 6, topK: 6 } } })
  await expect(app.messages.text).toBeHidden()
})
