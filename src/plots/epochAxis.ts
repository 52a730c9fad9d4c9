// Which epoch a step belongs to. Exact for a run that is as its spec says: the last batch of an epoch is a partial one.
// A batch size that was changed on the way bends the axis; then each stretch between two changes is drawn straight.

export interface EpochFacts {
  readonly trainingPictures: number
  /** The one in force now. */
  readonly batchSize: number
  /** Where the run is now. */
  readonly step: number
  readonly epoch: number
  /** The last step at which the batch size was changed; null if never. */
  readonly lastBatchEdit: number | null
}

/** Gives the function from step to (fractional) epoch. */
export function epochAxis({ trainingPictures, batchSize, step, epoch, lastBatchEdit }: EpochFacts): (step: number) => number {
  const stepsPerEpoch = Math.ceil(trainingPictures / batchSize)
  const exact = (at: number) => Math.floor(at / stepsPerEpoch) + ((at % stepsPerEpoch) * batchSize) / trainingPictures
  if (lastBatchEdit === null) return exact
  const editEpoch = Math.max(0, epoch - (step - lastBatchEdit) / stepsPerEpoch)
  return (at) => (at < lastBatchEdit ? (at / lastBatchEdit) * editEpoch : editEpoch + (at - lastBatchEdit) / stepsPerEpoch)
}
