/** auto: relaxed where it runs, else simd. Relaxed is the fastest; its last bits may differ from one processor to another. plain: tfjs's own. */
export const KERNEL_CHOICES = ['auto', 'relaxed', 'simd', 'plain'] as const
export type KernelChoice = (typeof KERNEL_CHOICES)[number]
