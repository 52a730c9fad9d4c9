// What the page's address asks for beside the network: `?kernels=plain`.

import { KERNEL_CHOICES, type KernelChoice } from '../engine/kernels/wasm/kernelChoice.ts'

/** Which of our kernels to compute with. A value that is none is left out, with a sentence that says so. */
export function kernelsAskedFor(search: string): { readonly kernels: KernelChoice; readonly refusal: string | null } {
  const asked = new URLSearchParams(search).get('kernels')
  if (asked === null) return { kernels: 'auto', refusal: null }
  const kernels = KERNEL_CHOICES.find((choice) => choice === asked)
  if (kernels) return { kernels, refusal: null }
  return { kernels: 'auto', refusal: `kernels in the address: found “${shortened(asked)}”; allowed: ${KERNEL_CHOICES.join(', ')}` }
}

/** An address can hold a novel. */
function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
