// Which of the files that a server has sent came before the first training step.

import type { Sent } from './countingServer.ts'

/** When the page was told to train, and when its first frame showed a step: milliseconds since 1970. */
export interface TrainingBegan {
  readonly clicked: number
  readonly shown: number
}

/** The first step lies between the two: the one list is certainly not too long for it, the other not too short. */
export interface FirstStepFiles {
  /** Sent when the first step could begin at the earliest: Train had been clicked, and some training pictures had been sent. */
  readonly atLeast: readonly Sent[]
  /** Sent when a step was first seen. */
  readonly atMost: readonly Sent[]
}

const TRAINING_PICTURES = /\/train-\d+\.bin\.gz$/

/** Throws an Error where a step was seen before any training pictures had been sent. */
export function firstStepFiles(sent: readonly Sent[], { clicked, shown }: TrainingBegan): FirstStepFiles {
  const atMost = sent.filter(({ at }) => at <= shown)
  const pictures = atMost.filter(({ path }) => TRAINING_PICTURES.test(path)).map(({ at }) => at)
  if (pictures.length === 0) throw new Error('a step was seen before training pictures had been sent')
  const earliest = Math.max(clicked, Math.min(...pictures))
  return { atLeast: atMost.filter(({ at }) => at <= earliest), atMost }
}

export function bytesOf(files: readonly Sent[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}
