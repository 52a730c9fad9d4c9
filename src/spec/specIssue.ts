/** One thing that is wrong with a spec. */
export interface SpecIssue {
  /** Such as "model.encoder.0.units"; empty for the spec as a whole. */
  readonly path: string
  readonly found: unknown
  readonly allowed: string
}
