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
  /** sum [n] = a + b; sum may be either. */
  add(a: Address, b: Address, sum: Address, n: number): void
  /** value, a float: scale times the sum of |x|. gradient [n] of it by x, 0 where x is 0; gradient may be x. */
  sumOfSizes(x: Address, gradient: Address, value: Address, n: number, scale: number): void
  /** value, a float: scale times the sum of x^2. gradient [n] of it by x; gradient may be x. */
  sumOfSquares(x: Address, gradient: Address, value: Address, n: number, scale: number): void
  /**
   * value, a float: weight times the sum over the units of the Kullback-Leibler divergence of code's column means, code [rows, units] from 0 to 1, from
   * target. gradient [rows, units] of it by the code; gradient may be code.
   */
  divergence(code: Address, gradient: Address, value: Address, rows: number, units: number, weight: number, target: number): void
  /** out [rows, columns]: of values those that stand where the row of x has its k largest, of equal ones the first; else 0. values may be x, out neither. */
  keepLargest(x: Address, values: Address, out: Address, rows: number, columns: number, k: number): void
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
  /**
   * noisy [rows, size]: clean, or with probability rate x share `first`, with rate x (1 - share) `second`; noisy may be clean. With drawsRate each
   * row's rate is drawn before its pixels, between lowest and highest; without it is lowest.
   */
  spoiltPixels(
    clean: Address,
    noisy: Address,
    rows: number,
    size: number,
    key0: number,
    key1: number,
    step: number,
    drawsRate: number,
    lowest: number,
    highest: number,
    share: number,
    first: number,
    second: number,
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

  /**
   * target [batch, targetHeight, targetWidth, targetChannels] = activation(source convolved with the kernel + bias), padding 'same'; bias 0: none.
   * isTransposed: the gradient by its input of the convolution that leads from the target's sides to the source's. windows: int32
   * [3 (targetHeight + targetWidth) + size]; panels: floats [(1 + size size sourceChannels) times 8 for each 8 targetChannels begun]; quads: floats
   * [4, source]. Source and target are not the same.
   */
  convolve(
    source: Address,
    kernel: Address,
    bias: Address,
    target: Address,
    windows: Address,
    panels: Address,
    quads: Address,
    batch: number,
    sourceHeight: number,
    sourceWidth: number,
    sourceChannels: number,
    targetHeight: number,
    targetWidth: number,
    targetChannels: number,
    size: number,
    stride: number,
    isTransposed: number,
    activation: number,
  ): void
  /**
   * dKernel [size, size, channels, filters] of the convolution from image [batch, height, width, channels] to dMap [batch, mapHeight, mapWidth, filters].
   * layout, rows, columns and what stagedImage, stagedMap and sums must hold: convolutionKernelGradient.ts.
   */
  convolutionKernelGradient(
    image: Address,
    dMap: Address,
    dKernel: Address,
    stagedImage: Address,
    stagedMap: Address,
    sums: Address,
    batch: number,
    height: number,
    width: number,
    channels: number,
    mapHeight: number,
    mapWidth: number,
    filters: number,
    size: number,
    stride: number,
    layout: number,
    rows: number,
    columns: number,
  ): void

  /** y [batch, outHeight, outWidth, channels]: the largest of each size x size square of x [batch, height, width, channels], padding 'same'. */
  maxPool(
    x: Address,
    y: Address,
    batch: number,
    height: number,
    width: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    size: number,
  ): void
  /** dx: dy at the first of each square's largest, else 0. */
  maxPoolGradient(
    x: Address,
    dy: Address,
    dx: Address,
    batch: number,
    height: number,
    width: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    size: number,
  ): void
  /** y [batch, outHeight, outWidth, channels]: each pixel of x [batch, height, width, channels] size x size times, cropped as max-pool pads. */
  upsample(
    x: Address,
    y: Address,
    batch: number,
    height: number,
    width: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    size: number,
  ): void
  /** dx: the sums of dy over each pixel's square. */
  upsampleGradient(
    dy: Address,
    dx: Address,
    batch: number,
    height: number,
    width: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    size: number,
  ): void

  /** code [rows, units] = mean + deviation epsilon, for spread [rows, 2 units] and epsilon [rows, units]; code may be epsilon. */
  codeSample(spread: Address, epsilon: Address, code: Address, rows: number, units: number): void
  /** dSpread [rows, 2 units] for dCode [rows, units]. */
  codeSampleGradient(spread: Address, epsilon: Address, dCode: Address, dSpread: Address, rows: number, units: number): void
  /** value, a float: weight, a float, times the divergence of spread [rows, 2 units] from N(0, 1), mean over the rows; its gradient; gradient may be spread. */
  codeDivergence(spread: Address, weight: Address, value: Address, gradient: Address, rows: number, units: number): void
  /**
   * value, a float: share times the sum over the rows of code [rows, units] of ||dcode / dinput||^2, kernel [inputs, units]; dKernel, dCode: its
   * gradient; dCode 0: not wanted. norms and slopes [units] are worked in. dKernel may be kernel, dCode code.
   */
  contraction(
    kernel: Address,
    code: Address,
    value: Address,
    dKernel: Address,
    norms: Address,
    slopes: Address,
    dCode: Address,
    inputs: number,
    units: number,
    rows: number,
    activation: number,
    share: number,
  ): void
  /** result [n] = product activation'(z), from y = activation(z); result may be either. */
  tangent(product: Address, y: Address, result: Address, n: number, activation: number): void
  /** dProduct [n] = dTangent activation'(z), dY [n] = dTangent product d activation'(z) / dy; dY 0: not wanted. They may be inputs, each another. */
  tangentGradient(product: Address, y: Address, dTangent: Address, dProduct: Address, dY: Address, n: number, activation: number): void
}
