import { describe, expect, it } from 'vitest'
import { kernelsAskedFor } from './pageAddress.ts'

describe('kernelsAskedFor', () => {
  it('[P73] takes each of the choices, and auto where none is named', () => {
    for (const kernels of ['auto', 'relaxed', 'simd', 'plain']) expect(kernelsAskedFor(`?kernels=${kernels}`)).toEqual({ kernels, refusal: null })
    expect(kernelsAskedFor('')).toEqual({ kernels: 'auto', refusal: null })
    expect(kernelsAskedFor('?other=plain')).toEqual({ kernels: 'auto', refusal: null })
  })

  it('[P73] names what is allowed where the value is none of them, however long', () => {
    expect(kernelsAskedFor('?kernels=fast')).toEqual({
      kernels: 'auto',
      refusal: 'kernels in the address: found “fast”; allowed: auto, relaxed, simd, plain',
    })
    expect(kernelsAskedFor(`?kernels=${'x'.repeat(10_000)}`).refusal?.length).toBeLessThan(150)
  })
})
