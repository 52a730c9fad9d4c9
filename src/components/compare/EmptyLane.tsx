import { useActions } from '../../store/useApp.ts'

/** Where the second lane will be: what it is for, and two ways to begin. */
export function EmptyLane() {
  const { fork, setView } = useActions()
  return (
    <section className="empty-lane" aria-label="An empty lane">
      <h2>What happens if …?</h2>
      <p>Fork this network into a second lane, change one thing in it, and train both on the same batches: the difference is what your change did.</p>
      <div>
        <button type="button" className="is-main" data-testid="fork" onClick={fork}>
          Fork this network
        </button>
        <button type="button" onClick={() => setView({ comparePanel: 'questions' })}>
          Ready-made questions
        </button>
      </div>
    </section>
  )
}
