import { afterEach, describe, expect, it, vi } from 'vitest'
import { LaneLines, layLines } from './laneLines.ts'
import type { LaneWord, RunId } from './protocol.ts'

const open: LaneLines[] = []
afterEach(() => {
  for (const lines of open.splice(0)) lines.close()
})

/** The lines of one run, and what has been heard over them. */
function openEnd() {
  const end = new LaneLines()
  const heard: LaneWord[] = []
  end.onmessage = ({ data }) => heard.push(data)
  open.push(end)
  return { end, heard }
}

/** All of these with lines to each other. */
function connect(members: readonly RunId[]) {
  const laid = layLines(members, () => false)
  return members.map((runId) => {
    const opened = openEnd()
    opened.end.follow({ members, lines: laid.get(runId) ?? [] })
    return opened
  })
}

const word = (runId: RunId): LaneWord => ({ says: 'out', runId })

describe('lines between lanes', () => {
  it('[W41] carry a word to all others and not back, also what was said before they listened', async () => {
    const laid = layLines(['a', 'b', 'c'], () => false)
    const [a, b, c] = [openEnd(), openEnd(), openEnd()]
    a.end.follow({ members: ['a', 'b', 'c'], lines: laid.get('a') ?? [] })
    a.end.postMessage(word('a'))
    b.end.follow({ members: ['a', 'b', 'c'], lines: laid.get('b') ?? [] })
    c.end.follow({ members: ['a', 'b', 'c'], lines: laid.get('c') ?? [] })
    await vi.waitFor(() => expect([b.heard, c.heard]).toEqual([[word('a')], [word('a')]]))
    expect(a.heard).toEqual([])
  })

  it('[W42] are cut to whom the page no longer names, and laid anew to one that is back', async () => {
    const [a, b, c] = connect(['a', 'b', 'c']) as [ReturnType<typeof openEnd>, ReturnType<typeof openEnd>, ReturnType<typeof openEnd>]
    a.end.follow({ members: ['a', 'c'], lines: [] })
    a.end.postMessage(word('a'))
    await vi.waitFor(() => expect(c.heard).toEqual([word('a')]))
    expect(b.heard).toEqual([])
    const laid = layLines(['a', 'b', 'c'], (one, other) => one !== 'b' && other !== 'b')
    expect(['a', 'b', 'c'].map((runId) => laid.get(runId)?.map(({ to }) => to))).toEqual([['b'], ['a', 'c'], ['b']])
    b.end.follow({ members: ['a', 'b', 'c'], lines: laid.get('b') ?? [] })
    a.end.follow({ members: ['a', 'b', 'c'], lines: laid.get('a') ?? [] })
    a.end.postMessage(word('a'))
    await vi.waitFor(() => expect(b.heard).toEqual([word('a')]))
    await vi.waitFor(() => expect(c.heard).toEqual([word('a'), word('a')]))
  })
})
