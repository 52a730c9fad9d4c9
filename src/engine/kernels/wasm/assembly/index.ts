// The module's functions, as packFunctions.ts lists them.

export { activationGradient } from './activationGradient'
export { adam } from './adam'
export { bceWithLogits } from './bceWithLogits'
export { columnSums } from './columnSums'
export { gatherBytes } from './gatherBytes'
export { gemm } from './gemm'
export { meanSquaredError } from './meanSquaredError'
export { momentum } from './momentum'
export { rmsprop } from './rmsprop'
export { sgd } from './sgd'
export { setWorkspace, workspaceBytes } from './workspace'
