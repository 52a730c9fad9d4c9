// Whom a run trains beside without leaving them behind. How the others are heard of is the business of whoever makes one.

export interface Company {
  /** May the run, which has seen so many pictures, begin a step after which it has seen `after`? Asked before each step. */
  isStepAllowed(seen: number, after: number): boolean
  /** Tells the others that the run trains and has seen so many pictures. */
  tell(seen: number): void
  /** Tells them that no further step follows for now, so that nobody waits for it. */
  leave(): void
  /** Resolves when isStepAllowed may answer otherwise. Of several at a time only the last need ever resolve. */
  changed(): Promise<void>
}
