import { activationGradient } from './activationGradient.ts'
import { adam } from './adam.ts'
import { batchMatMul } from './batchMatMul.ts'
import { bce } from './bce.ts'
import { columnSums } from './columnSums.ts'
import type { KernelDefinition } from './defineKernel.ts'
import { dense } from './dense.ts'
import { fusedMatMul } from './fusedMatMul.ts'
import { momentum } from './momentum.ts'
import { mse } from './mse.ts'
import { pictureErrors } from './pictureErrors.ts'
import { rmsprop } from './rmsprop.ts'
import { sgd } from './sgd.ts'

/** All that the pack computes. One line a kernel. */
export const KERNELS: readonly KernelDefinition[] = [
  activationGradient,
  adam,
  batchMatMul,
  bce,
  columnSums,
  dense,
  fusedMatMul,
  momentum,
  mse,
  pictureErrors,
  rmsprop,
  sgd,
]
