import { lasting, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

/** The least that a network so wide needs to be near its floor. */
const COPY_STEPS = 150
const COPY_BATCH = 64
const COPY_MAX_MS = 180_000
const PCA_8 = '0.0376'

test.beforeEach(({ app }) => app.open())

test('[P91] of a linear network the page names both errors, PCA’s and its own', async ({ app }) => {
  await app.hourglass.load(small('linear'))
  const { testMse } = await app.hourglass.train()
  const own = (testMse as number).toPrecision(3)
  await expect(app.network.caption).toContainText(`8 numbers for 784 pixels. PCA’s squared error is ${PCA_8}, this linear network’s ${own}`)
})

test('[P91] of a copy the page says that its loss is low and that it teaches nothing', async ({ app }) => {
  test.setTimeout(COPY_MAX_MS)
  const { training, ...copy } = lasting('copy', { steps: COPY_STEPS })
  await app.hourglass.load({ ...copy, training: { ...training, batchSize: COPY_BATCH } })
  await expect(app.network.caption).toContainText('Untrained')
  await app.hourglass.train()
  await expect(app.network.caption).toHaveText('784 numbers for 784 pixels: nothing has to be left out; a low loss that teaches nothing.')
})
