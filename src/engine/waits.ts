// What a loop waits for between bursts: its pace, the runs beside it, pictures. None of that counts against the engine's own rate; what was not trained
// while others held the run up is not made up for either.

import type { Company } from './company.ts'
import type { Platform } from './platform.ts'
import type { SpeedControl } from './speedControl.ts'
import type { Throughput } from './throughput.ts'

export interface WaitsOptions {
  readonly platform: Platform
  readonly speed: SpeedControl
  readonly throughput: Throughput
}

/** For the pace never waited longer than this in one go, so that a pause is heard. */
const PACE_LOOK_MS = 5

export class Waits {
  readonly #options: WaitsOptions
  /** Ends the waiting for pictures. */
  #endPictures: () => void = () => {}
  /** Ends the waiting for the company. */
  #endCompany: () => void = () => {}

  constructor(options: WaitsOptions) {
    this.#options = options
  }

  /** Resolves when the next step is due at this time. */
  async forPace(isDue: (nowMs: number) => boolean): Promise<void> {
    const { platform, throughput } = this.#options
    for (let now = platform.now(); !isDue(now); now = platform.now()) {
      await platform.wait(PACE_LOOK_MS)
      throughput.skip(now, platform.now())
    }
  }

  /** Resolves when those behind may have caught up, or lookAgain() is called. */
  async forCompany(company: Company): Promise<void> {
    const { platform, speed, throughput } = this.#options
    const started = platform.now()
    const looking = new Promise<void>((resolve) => {
      this.#endCompany = resolve
    })
    await Promise.race([company.changed(), looking])
    const ended = platform.now()
    throughput.hold(started, ended)
    speed.skip(started, ended)
  }

  /** Resolves when any of this has come, or end() is called; messages have been let in by then, even where all was there already. */
  async forPictures(...coming: readonly Promise<void>[]): Promise<void> {
    const { platform, throughput } = this.#options
    const started = platform.now()
    const ending = new Promise<void>((resolve) => {
      this.#endPictures = resolve
    })
    await Promise.race([...coming, ending])
    await platform.wait(0)
    throughput.skip(started, platform.now())
  }

  /** The company, or what it allows, has changed. */
  lookAgain(): void {
    this.#endCompany()
  }

  /** There is nothing to wait for any more. */
  end(): void {
    this.#endPictures()
    this.#endCompany()
  }
}
