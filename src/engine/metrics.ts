// The figures of a run, as the console, the terminal and the page all name them.

export type BackendName = 'wasm' | 'webgl' | 'cpu'

export type RunStatus = 'loading' | 'idle' | 'training' | 'paused' | 'done' | 'diverged' | 'failed'

export interface Metrics {
  readonly runId: string
  readonly step: number
  /** samplesSeen / training pictures, fractional. */
  readonly epoch: number
  readonly samplesSeen: number
  /** Reconstruction loss, mean over the steps since the last multiple of 10; null before the first step. */
  readonly trainLoss: number | null
  /** Reconstruction loss on `testSamples` test pictures; null until first measured. */
  readonly testLoss: number | null
  readonly testMse: number | null
  readonly testSamples: number
  readonly imagesPerSecond: number
  /** Median of the last 50 steps. */
  readonly stepMs: number
  readonly backend: BackendName
  readonly parameters: number
  readonly status: RunStatus
  readonly edited: boolean
  /** With corruption: the loss on clean test inputs. */
  readonly testLossClean?: number
  /** With corruption: dB of the mean MSE, before and after. */
  readonly psnrNoisy?: number
  readonly psnrDenoised?: number
  /** With regularizers or a variational code: what is added to the loss to be minimised with it, by name, means over the steps of trainLoss. */
  readonly terms?: Readonly<Record<string, number>>
  /** For codes whose units can be at rest: the share of them that is active in a picture, mean over the test pictures measured. */
  readonly activeShare?: number
  /** Units that are active in none of those pictures. */
  readonly deadUnits?: number
  /** With a variational code: what it costs, nats a picture at weight 1, mean over those pictures. */
  readonly kl?: number
  /** And the evidence lower bound, nats a picture, below 0: one draw a picture, the same in every run; testLoss and testMse are the means'. */
  readonly elbo?: number
  /** PCA of the code's size, fitted on the clean training pictures, on the inputs of testLoss. */
  readonly pcaMse?: number
  /** Share of the test codes whose class is that of most of the 10 nearest training codes; worked out by the terminal when a run is done. */
  readonly knnAccuracy?: number
}

/** One entry of a run's history, recorded at multiples of 10 steps and where a test loss was measured. */
export interface HistoryRecord {
  readonly step: number
  readonly trainLoss: number
  readonly testLoss: number | null
  /** On the same test pictures as testLoss, where that was measured. */
  readonly testMse?: number
  /** With corruption: the loss on those pictures when they are clean. */
  readonly testLossClean?: number
}
