// The training worker. Seats an engine, which holds one run at a time, behind each port that it is handed: mostly one; where a machine has a single
// core or little memory the lanes share a worker and take turns. What a call does is in trainer.ts, this file only opens the door.

import { expose } from 'comlink'
import { TrainerHost } from './trainer.ts'

let seated = 0

addEventListener('message', ({ ports: [port] }) => {
  if (!port) return
  seated++
  const onLeft = () => {
    seated--
  }
  expose(new TrainerHost({ countSeated: () => seated, onLeft }), port)
})
