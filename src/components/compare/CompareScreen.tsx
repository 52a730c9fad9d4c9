import { type ComponentType, useEffect, useState } from 'react'
import './CompareScreen.css'
import { openCompare } from './openCompare.ts'

type Part = { readonly Compare: ComponentType } | { readonly error: string } | null

/** Where networks are compared: a part of the page that is fetched when it is first wanted. */
export function CompareScreen() {
  const [part, setPart] = useState<Part>(null)
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks anew
  useEffect(() => {
    let isWanted = true
    const show = (answer: Part) => isWanted && setPart(answer)
    openCompare().then(show, (error: Error) => show({ error: error.message }))
    return () => {
      isWanted = false
    }
  }, [attempt])
  if (part && 'Compare' in part) return <part.Compare />
  return (
    <main className="compare-wait" data-testid="compare-wait">
      {part ? (
        <>
          <p role="alert">This part of the page could not be loaded: {part.error}.</p>
          <button type="button" onClick={() => setAttempt(attempt + 1)}>
            Try again
          </button>
        </>
      ) : (
        <p>Opening …</p>
      )}
    </main>
  )
}
