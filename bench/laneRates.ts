// From what the page's lanes say twice: how fast they trained in between.

/** Of one lane's answer, what is read of it. */
export interface LaneAnswer {
  readonly laneId: string
  readonly metrics: { readonly runId: string; readonly status: string; readonly step: number; readonly samplesSeen: number }
}

/** All lanes' answers, and when the page had the last of them: milliseconds of its own clock. */
export interface Reading {
  readonly at: number
  readonly lanes: readonly LaneAnswer[]
}

/** Pictures that all lanes together were trained on, per second. Throws an Error where any did not train from the one reading to the other. */
export function imagesPerSecond(before: Reading, after: Reading): number {
  const seen = after.lanes.map((lane) => lane.metrics.samplesSeen - formerOf(lane, before).samplesSeen)
  const idle = after.lanes.find((_, i) => (seen[i] as number) <= 0)
  if (idle) throw new Error(`${idle.laneId} has not been trained while it was measured`)
  if (before.lanes.length !== after.lanes.length) throw new Error(`there were ${before.lanes.length} lanes, then ${after.lanes.length}`)
  return (1000 * seen.reduce((sum, one) => sum + one, 0)) / (after.at - before.at)
}

/** How many steps lie between the lane that has come furthest and the one behind all others. */
export function stepsApart({ lanes }: Reading): number {
  const steps = lanes.map(({ metrics }) => metrics.step)
  return Math.max(...steps) - Math.min(...steps)
}

function formerOf({ laneId, metrics }: LaneAnswer, before: Reading): LaneAnswer['metrics'] {
  const former = before.lanes.find((lane) => lane.laneId === laneId)?.metrics
  if (!former || former.runId !== metrics.runId) throw new Error(`${laneId} holds another run than before`)
  for (const { status } of [former, metrics]) if (status !== 'training') throw new Error(`${laneId} is '${status}' where it should be training`)
  return former
}
