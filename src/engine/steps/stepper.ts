// Which way a run's steps are taken.

import * as tf from '@tensorflow/tfjs-core'
import { activePack } from '../kernels/wasm/pack.ts'
import { ReplayedSteps } from './replayedSteps.ts'
import { TapeSteps } from './tapeSteps.ts'
import type { Stepper, Trainable } from './trainable.ts'

/** Replayed where the kernel pack is at work, else through tfjs's tape. */
export function createStepper(trained: Trainable): Stepper {
  const pack = tf.getBackend() === 'wasm' ? activePack() : null
  return pack ? new ReplayedSteps(trained, pack) : new TapeSteps(trained)
}
