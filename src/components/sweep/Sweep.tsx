/** One setting at many values. */
export function Sweep() {
  return (
    <div className="sweep" data-testid="sweep">
      <header>One setting at many values.</header>
    </div>
  )
}
