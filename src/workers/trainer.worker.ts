// The training worker: one lane's engine. Holds one run at a time; what a call does is in trainer.ts, this file only opens the door.

import { expose } from 'comlink'
import { TrainerHost } from './trainer.ts'

expose(new TrainerHost())
