import { lossKernel } from './lossKernel.ts'

/** Binary cross-entropy from logits as objectives/bce.ts has it: max(z, 0) - z x + ln(1 + e^-|z|); by z, sigmoid(z) - x. */
export const bce = lossKernel('HourglassBce', () => ({ value: 'max(z, 0.0) - z * x + log(1.0 + decay(z))', slope: 'sigmoid(z) - x', slopeFactor: 1 }))
