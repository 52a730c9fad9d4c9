import { fingerprint } from './fixtures/pictures.ts'
import { SMALL_STEPS, small } from './fixtures/specs.ts'
import { expect, test } from './fixtures/test.ts'

const LANES = ['lane-1', 'lane-2'] as const

test('[P153] lanes are looked back at together, each as it was when it had seen as many pictures', async ({ app, page }) => {
  await app.open()
  await app.hourglass.load(small('multilayer'))
  await app.hourglass.fork({ 'model.latent.units': 8 })
  await app.lanes.compare.click()
  await expect(app.timeline.root).toBeHidden()
  for (const laneId of LANES) {
    await app.hourglass.select(laneId)
    await app.hourglass.sample({ split: 'test', from: 0, count: 1 })
    await app.hourglass.train()
  }
  const viewsOf = (id: string) => LANES.map((laneId) => app.lanes.in(laneId, id).locator('canvas').first())
  const [maps, pictures] = [viewsOf('latent-map'), viewsOf('reconstructions')]
  const views = [...maps, ...pictures]
  const loss = (laneId: (typeof LANES)[number]) => page.locator(`[data-lane="${laneId}"] [data-column="test-loss"]`)
  for (const laneId of LANES) await expect(loss(laneId)).not.toHaveAttribute('data-value', '')
  const now = await Promise.all(views.map(fingerprint))
  await app.timeline.goTo(0)
  await expect(app.timeline.step).toHaveText(`step 0 of ${SMALL_STEPS}`)
  for (const [i, view] of views.entries()) await expect.poll(() => fingerprint(view)).not.toBe(now[i])
  const then = await Promise.all(maps.map(fingerprint))
  // Before the first step nothing had been measured.
  for (const laneId of LANES) await expect(loss(laneId)).toHaveAttribute('data-value', '')
  await app.timeline.now.click()
  for (const [i, view] of pictures.entries()) await expect.poll(() => fingerprint(view)).toBe(now[maps.length + i])
  // A map's extent has grown meanwhile.
  for (const [i, map] of maps.entries()) await expect.poll(() => fingerprint(map)).not.toBe(then[i])
  await app.timeline.goTo(0)
  await app.lanes.compare.click()
  await expect(app.timeline.now).toBeHidden()
})
