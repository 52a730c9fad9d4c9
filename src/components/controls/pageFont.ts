let family: string | null = null

/** The page's font family, as its style sheet has it. Read once: reading it brings the page's style up to date. */
export function pageFont(): string {
  family ??= getComputedStyle(document.body).fontFamily
  return family
}
