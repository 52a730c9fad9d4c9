// The functions of the compiled module, as AssemblyScript's exports look from here. Addresses are bytes into the shared heap.

type Address = number

/** The activations, as the module numbers them. */
export const ACTIVATION_CODES = { linear: 0, relu: 1, 'leaky-relu': 2, elu: 3, sigmoid: 4, tanh: 5 } as const

export interface PackFunctions {
  /** Bytes of working memory that setWorkspace must be given. */
  workspaceBytes(): number
  /** Comes first, once. The memory stays the module's. */
  setWorkspace(address: Address): void

  /** c [m, n] = activation(op(a) op(b) + bias). a is [m, k] or, transposed, [k, m]; b is [k, n] or [n, k]. bias 0: none. accumulate: c is added to. Zeros of a may be skipped. */
  gemm(
    a: Address,
    b: Address,
    c: Address,
    m: number,
    n: number,
    k: number,
    transposeA: number,
    transposeB: number,
    bias: Address,
    activation: number,
    accumulate: number,
  ): void
  /** dz [rows, columns] = dy * activation'(z), from y = activation(z); dBias [columns] = column sums of dz. dz may be dy. */
  activationGradient(y: Address, dy: Address, dz: Address, dBias: Address, rows: number, columns: number, activation: number): void
  /** sums [columns] of x [rows, columns]. */
  columnSums(x: Address, sums: Address, rows: number, columns: number): void
  /** out [rows, width] = source[positions[row]] / 255; positions are int32, source holds bytes, [.., width]. */
  gatherBytes(source: Address, positions: Address, out: Address, rows: number, width: number): void

  /** gradient [n] = (sigmoid(logits) - target) / n; gradient may be logits. value, a float, or 0 if not wanted: the mean cross-entropy. NaN logits give NaN. */
  bceWithLogits(logits: Address, target: Address, gradient: Address, value: Address, n: number): void
  /** gradient [n] of the mean of (y - target)^2, y = activation(logits), sigmoid or linear; gradient may be logits. value, a float, or 0: that mean. */
  meanSquaredError(logits: Address, target: Address, gradient: Address, value: Address, n: number, activation: number): void
  /**
   * squares [rows]: each row's mean of (y - target)^2, y = activation(logits), sigmoid or linear. losses [rows]: its mean cross-entropy, or with
   * isCrossEntropy 0 the squares again.
   */
  pictureErrors(
    logits: Address,
    target: Address,
    losses: Address,
    squares: Address,
    rows: number,
    size: number,
    isCrossEntropy: number,
    activation: number,
  ): void

  /**
   * noisy [rows, size] = clip(clean + strength n, low, high), n from the stream of these keys and step; noisy may be clean. With drawsStrength each
   * row's strength is drawn before its noise, between weakest and strongest; without it is weakest.
   */
  gaussianNoise(
    clean: Address,
    noisy: Address,
    rows: number,
    size: number,
    key0: number,
    key1: number,
    step: number,
    drawsStrength: number,
    weakest: number,
    strongest: number,
    low: number,
    high: number,
  ): void
  /** For tests. z [count], doubles: the normal quantile of (u + 0.5) / 2^32, u of numbers [count], uint32; count a multiple of 4 up to 1,024. */
  normalQuantiles(numbers: Address, z: Address, count: number): void

  /** One step on n weights; outputs may be the inputs. scalars: [step size, 1 / sqrt(1 - beta2^t)], float32. */
  adam(
    weight: Address,
    mean: Address,
    variance: Address,
    gradient: Address,
    scalars: Address,
    newWeight: Address,
    newMean: Address,
    newVariance: Address,
    n: number,
  ): void
  /** scalars: [rate]. */
  sgd(weight: Address, gradient: Address, scalars: Address, newWeight: Address, n: number): void
  /** velocity <- 0.9 velocity + gradient; weight <- weight - rate velocity. scalars: [rate]. */
  momentum(weight: Address, velocity: Address, gradient: Address, scalars: Address, newWeight: Address, newVelocity: Address, n: number): void
  /** meanSquare <- 0.9 meanSquare + 0.1 gradient^2; weight <- weight - rate gradient / sqrt(meanSquare + 1e-7). scalars: [rate]. */
  rmsprop(weight: Address, meanSquare: Address, gradient: Address, scalars: Address, newWeight: Address, newMeanSquare: Address, n: number): void
}
