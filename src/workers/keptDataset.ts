// The pictures of the run in the worker. What has been read for one run is kept where the next wants the same.

import { Dataset, datasetRequest } from '../engine/data/dataset.ts'
import type { Platform } from '../engine/platform.ts'
import { editSpec } from '../spec/editSpec.ts'
import { testCount, trainingCount } from '../spec/runLength.ts'
import type { RunSpec } from '../spec/runSpec.ts'

export class KeptDataset {
  readonly #platform: Platform
  readonly #onChange: () => void
  #kept: { readonly key: string; readonly dataset: Dataset } | null = null

  /** `onChange` is called after each chunk, each problem and each end of one. */
  constructor(platform: Platform, onChange: () => void) {
    this.#platform = platform
    this.#onChange = onChange
  }

  /** Nothing more is read. */
  close(): void {
    this.#kept?.dataset.cancel()
    this.#kept = null
  }

  /** What this spec asks for, read or not; where it is other than before, nothing more is read of the former. */
  open(spec: RunSpec): Dataset {
    const request = datasetRequest(spec)
    const key = JSON.stringify(request)
    const former = this.#kept?.dataset
    if (former && this.#kept?.key === key && former.train.wanted === request.train && former.test.wanted === request.test) return former
    former?.cancel()
    const dataset = new Dataset(this.#platform, request)
    dataset.onChange(this.#onChange)
    this.#kept = { key, dataset }
    return dataset
  }
}

/** The spec that asks for no more pictures than this dataset will have. */
export function specForWhatIsThere(spec: RunSpec, dataset: Dataset): RunSpec {
  let fitting = spec
  for (const split of ['train', 'test'] as const) {
    const { wanted } = dataset[split]
    if (wanted < (split === 'train' ? trainingCount(fitting) : testCount(fitting))) fitting = editSpec(fitting, `data.${split}`, wanted)
  }
  return fitting
}

/** Resolves when there are pictures to train on, a problem says why not, or nobody waits for them any longer. */
export function firstPictures(dataset: Dataset, isWaitedFor: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (dataset.train.read === 0 && !dataset.problem && isWaitedFor()) return
      stop()
      resolve()
    }
    const stop = dataset.onChange(check)
    check()
  })
}
