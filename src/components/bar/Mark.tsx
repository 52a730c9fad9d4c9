/** The hourglass, with a little sand in it. */
export function Mark() {
  return (
    <svg className="bar-mark" width="22" height="26" viewBox="0 0 22 26" aria-hidden="true">
      <path d="M2 2h18M2 24h18" stroke="var(--ink)" strokeWidth="2.4" strokeLinecap="round" />
      <path d="M4.5 3c0 5 5 7 5 10s-5 5-5 10M17.5 3c0 5-5 7-5 10s5 5 5 10" fill="none" stroke="var(--ink)" strokeWidth="1.8" />
      <path d="M11 15.5c1 2.5 4.3 3.8 4.9 7.3H6.1c.6-3.5 3.9-4.8 4.9-7.3z" fill="var(--bottleneck)" />
    </svg>
  )
}
