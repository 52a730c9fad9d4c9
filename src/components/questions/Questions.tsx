/** Ready-made questions. */
export function Questions() {
  return (
    <div className="questions" data-testid="questions">
      <header>Ready-made questions.</header>
    </div>
  )
}
