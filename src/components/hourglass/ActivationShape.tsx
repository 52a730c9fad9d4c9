import type { Activation } from '../../spec/runSpec.ts'

/** Each function's curve around 0, in a box of 16 x 12. */
const CURVES: Record<Activation, string> = {
  linear: 'M2 11L14 1',
  relu: 'M1.5 10H8l6-8.5',
  'leaky-relu': 'M1.5 11.2L8 9.4l6-8',
  elu: 'M1.5 11C5.5 11 6.6 10 8 8.2l6-7',
  sigmoid: 'M1.5 10.5C8 10.5 8 1.5 14.5 1.5',
  tanh: 'M1.5 11C7.6 11 7 6 8 6s.4-5 6.5-5',
}

/** An activation as a small drawing of its curve, where there is no room for its name. */
export function ActivationShape({ activation, label }: { readonly activation: Activation; readonly label: string }) {
  return (
    <svg width="16" height="12" viewBox="0 0 16 12" role="img" aria-label={label}>
      <title>{label}</title>
      <path d={CURVES[activation]} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
