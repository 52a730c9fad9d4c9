import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { voteOfNearest } from './nearestVotes.ts'

/** The same by sorting everything. */
function voteBySorting(distances: readonly number[], labels: readonly number[], k: number): number {
  const nearest = distances.map((distance, i) => ({ distance, i })).sort((a, b) => a.distance - b.distance || a.i - b.i)
  const chosen = nearest.slice(0, k).map(({ i }) => labels[i] as number)
  const most = Math.max(...chosen.map((label) => chosen.filter((other) => other === label).length))
  return chosen.find((label) => chosen.filter((other) => other === label).length === most) as number
}

describe('voteOfNearest', () => {
  it('[E62] is the class that most of the nearest have, of equals the nearer one', () => {
    expect(voteOfNearest([3, 1, 2, 9], [5, 7, 5, 7], 3)).toBe(5)
    expect(voteOfNearest([3, 1, 2, 9], [5, 7, 5, 7], 2)).toBe(7)
    expect(voteOfNearest([4], [2], 10)).toBe(2)
  })

  it('[E62] agrees with sorting everything', () => {
    const anyCodes = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 4 })), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(anyCodes, fc.integer({ min: 1, max: 12 }), (codes, k) => {
        const [distances, labels] = [codes.map(([distance]) => distance), codes.map(([, label]) => label)]
        expect(voteOfNearest(distances, labels, k)).toBe(voteBySorting(distances, labels, k))
      }),
    )
  })
})
