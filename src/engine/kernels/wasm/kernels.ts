import { activationGradient } from './activationGradient.ts'
import { adam } from './adam.ts'
import { add } from './add.ts'
import { batchMatMul } from './batchMatMul.ts'
import { bce } from './bce.ts'
import { codeDivergence } from './codeDivergence.ts'
import { codeSample, codeSampleGradient } from './codeSample.ts'
import { columnSums } from './columnSums.ts'
import { contraction } from './contraction.ts'
import { convolution } from './convolution.ts'
import { convolutionKernelGradient } from './convolutionKernelGradient.ts'
import type { KernelDefinition } from './defineKernel.ts'
import { dense } from './dense.ts'
import { fusedMatMul } from './fusedMatMul.ts'
import { keepLargest } from './keepLargest.ts'
import { kl } from './kl.ts'
import { l1 } from './l1.ts'
import { maxPool, maxPoolGradient } from './maxPool.ts'
import { momentum } from './momentum.ts'
import { mse } from './mse.ts'
import { pictureErrors } from './pictureErrors.ts'
import { rmsprop } from './rmsprop.ts'
import { sgd } from './sgd.ts'
import { tangent, tangentGradient } from './tangent.ts'
import { upsample, upsampleGradient } from './upsample.ts'
import { weightDecay } from './weightDecay.ts'

/** All that the pack computes. One line a kernel. */
export const KERNELS: readonly KernelDefinition[] = [
  activationGradient,
  adam,
  add,
  batchMatMul,
  bce,
  codeDivergence,
  codeSample,
  codeSampleGradient,
  columnSums,
  contraction,
  convolution,
  convolutionKernelGradient,
  dense,
  fusedMatMul,
  keepLargest,
  kl,
  l1,
  maxPool,
  maxPoolGradient,
  momentum,
  mse,
  pictureErrors,
  rmsprop,
  sgd,
  tangent,
  tangentGradient,
  upsample,
  upsampleGradient,
  weightDecay,
]
