// What others reach, with where it is from: the right-hand column of the quality table. No test compares with it.

import type { FigureName } from './measures.ts'

export interface Reference {
  readonly figure: FigureName
  readonly value: string
  readonly source: string
}

const PYTORCH = 'PyTorch 1.13, the same data, epochs and schedule'
const VINCENT = 'papers give classification errors alone'

/** By the recipe's name. */
export const REFERENCES: Readonly<Record<string, readonly Reference[]>> = {
  'vanilla mnist': [
    { figure: 'bce', value: '0.0937 – 0.0940', source: PYTORCH },
    { figure: 'bce', value: '0.09', source: 'F. Chollet, "Building Autoencoders in Keras", 50 epochs on 60,000' },
  ],
  'multilayer mnist': [{ figure: 'bce', value: '0.184 – 0.186', source: PYTORCH }],
  'convolutional mnist': [{ figure: 'mse', value: '0.0188 – 0.0199', source: PYTORCH }],
  'sparse mnist': [{ figure: 'bce', value: '0.0964', source: 'vanilla with 32 units, PyTorch 1.13, peak 0.01' }],
  'denoising mnist': [{ figure: 'psnrDenoised', value: '–', source: VINCENT }],
  'linear mnist': [{ figure: 'mse', value: '0.0376', source: 'PCA with 8 components, in this table too' }],
  'gaussian 0.5': [{ figure: 'psnrDenoised', value: '17.84 – 17.90', source: PYTORCH }],
  'masking 0.5': [{ figure: 'psnrDenoised', value: '17.82', source: PYTORCH }],
  'l1 1e-3': [
    { figure: 'activeShare', value: '0.24', source: PYTORCH },
    { figure: 'bce', value: '0.0978', source: PYTORCH },
  ],
  'variational 2, all': [
    { figure: 'elbo', value: '−156.9', source: PYTORCH },
    { figure: 'elbo', value: '−153.8', source: 'S. Mohapatra, "VAEs benchmark", 5,000 pictures, 30 epochs' },
  ],
  'variational 20': [
    { figure: 'elbo', value: '−120.6', source: PYTORCH },
    { figure: 'elbo', value: '−115.0', source: 'S. Mohapatra, "VAEs benchmark", 5,000 pictures, 30 epochs' },
  ],
}
