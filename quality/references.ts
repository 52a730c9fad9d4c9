// What others reach, with where it is from: the right-hand column of the quality table. No test compares with it.

import type { FigureName } from './measures.ts'

export interface Reference {
  readonly figure: FigureName
  readonly value: string
  readonly source: string
}

const PYTORCH = 'PyTorch'
const SAME_RECIPE = `${PYTORCH}, the same recipe`
/** Networks of one layer were trained with a peak of 0.01, deeper ones with 0.003. */
const atPeak = (peak: number) => `${PYTORCH}, the same data and epochs, its own one-cycle with a peak of ${peak}`
export const ABOUT_PYTORCH =
  'The figures of PyTorch (1.13, on the same pictures) were measured for this project. Its own one-cycle climbs over the first 30 % of the steps, ours over the first 15 %; both follow a cosine and leave the momentum alone.'

/** By the recipe's name: why a figure is worse than the other's. */
export const REMARKS: Readonly<Record<string, string>> = {
  'multilayer mnist':
    'its range reaches above that of PyTorch, which lies in the spread over seeds: nine seeds here end at 0.1846 – 0.1887, six of PyTorch with the same recipe at 0.1852 – 0.1883.',
  'l1 1e-3':
    'a BCE above PyTorch’s comes from the shorter climb, in which more units die (16 – 25 of 128; in PyTorch’s one run 10). With a climb over 30 % of the steps this engine ends at 0.0974 – 0.0986 with 8 – 14 dead.',
}

const VINCENT = 'papers give classification errors alone'

/** By the recipe's name. */
export const REFERENCES: Readonly<Record<string, readonly Reference[]>> = {
  'vanilla mnist': [
    { figure: 'bce', value: '0.0937 – 0.0940', source: SAME_RECIPE },
    { figure: 'bce', value: '0.09', source: 'F. Chollet, "Building Autoencoders in Keras", 50 epochs on 60,000' },
  ],
  'multilayer mnist': [{ figure: 'bce', value: '0.184 – 0.186', source: SAME_RECIPE }],
  'convolutional mnist': [{ figure: 'mse', value: '0.0188 – 0.0199', source: atPeak(0.003) }],
  'sparse mnist': [{ figure: 'bce', value: '0.0964', source: `vanilla with 32 units, 10 epochs, ${PYTORCH}, its own one-cycle with a peak of 0.01` }],
  'denoising mnist': [{ figure: 'psnrDenoised', value: '–', source: VINCENT }],
  'linear mnist': [{ figure: 'mse', value: '0.0376', source: 'PCA with 8 components, in this table too' }],
  'gaussian 0.5': [{ figure: 'psnrDenoised', value: '17.84 – 17.90', source: atPeak(0.01) }],
  'masking 0.5': [{ figure: 'psnrDenoised', value: '17.82', source: atPeak(0.01) }],
  'l1 1e-3': [
    { figure: 'activeShare', value: '0.24', source: atPeak(0.01) },
    { figure: 'bce', value: '0.0978', source: atPeak(0.01) },
  ],
  'variational 2, all': [
    { figure: 'elbo', value: '−156.9', source: `${PYTORCH}, 10 epochs, its schedule not recorded` },
    { figure: 'elbo', value: '−153.8', source: 'S. Mohapatra, "VAEs benchmark", 5,000 pictures, 30 epochs' },
  ],
  'variational 20': [
    { figure: 'elbo', value: '−120.6', source: atPeak(0.003) },
    { figure: 'elbo', value: '−115.0', source: 'S. Mohapatra, "VAEs benchmark", 5,000 pictures, 30 epochs' },
  ],
}
