// What is measured of the page while several lanes stand beside each other on it, and beside which of the design's goals.

import { atLeast, atMost, type Goal } from './goals.ts'
import { endless, type Place, type Result, visit } from './place.ts'
import { laneScript } from './visits/laneScript.ts'
import { laneSpeed } from './visits/laneSpeed.ts'

/** So many times one lane's images per second, at least, on two cores. */
const TIMES_ALONE: Readonly<Record<number, number>> = { 2: 1.6, 4: 1.5 }
const COUNT_WORDS: Readonly<Record<number, string>> = { 2: 'two', 4: 'four' }
const PACE_WORDS = { 'in-step': 'in step', racing: 'racing' } as const

export async function measureLanes(place: Place): Promise<Result> {
  const { laneRounds: rounds, laneMs: roundMs } = place.settings
  const figures: Record<string, object> = {}
  const goals: Goal[] = []
  for (const name of ['vanilla', 'multilayer'] as const) {
    const onProgress = (line: string) => process.stderr.write(`lanes: ${name}: ${line}\n`)
    const speed = await visit(place, (page) => laneSpeed(page, { url: place.server.url, spec: endless(name), rounds, roundMs, onProgress }))
    figures[name] = speed
    for (const { lanes, pace, ratio } of speed.beside) {
      const what = `${name}: images per second, ${COUNT_WORDS[lanes]} lanes ${PACE_WORDS[pace]} on ${place.machine.cores} cores, against one lane`
      goals.push(atLeast(what, ratio.median, TIMES_ALONE[lanes] as number, ' times'))
    }
  }
  return { figures, goals }
}

export async function measureLaneScript(place: Place): Promise<Result> {
  const options = { url: place.server.url, spec: endless('multilayer'), ms: place.settings.traceMs }
  const figures = await visit(place, (page) => laneScript(place.browser, page, options))
  const goals = [
    atMost('script a frame, four lanes training in step, p95', figures.p95, 4, ' ms'),
    atMost('tasks over 50 ms, four lanes training in step', figures.longTasks.length, 0),
  ]
  return { figures, goals }
}
