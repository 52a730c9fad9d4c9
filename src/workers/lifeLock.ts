// Tells death from hanging. A worker holds a lock of the browser's for as long as it lives and the page queues for it: no event tells of a
// worker's death, but the browser then passes its locks on at once, however long the worker had been silent. (Web Locks API, W3C.)
// Browsers have it on https and localhost only; where it is missing or refused, the heartbeat alone tells.

/** In the worker: takes a lock of a fresh name and never lets go of it. `onHeld` is told the name once it is held, and never where it can't be. */
export function holdLifeLock(onHeld: (name: string) => void, locks = locksHere()): void {
  if (!locks) return
  const name = `hourglass worker ${crypto.randomUUID()}`
  const hold = () => {
    onHeld(name)
    return new Promise<void>(() => {})
  }
  // Refused where a browser keeps nothing for this site.
  locks.request(name, hold).catch(() => {})
}

/**
 * On the page: calls `onDead` when whoever holds the lock is gone; ask only once it is held. Returns what stops that.
 * A page that is left stops by itself: browsers that keep it for the way back may take its workers' locks from them.
 */
export function watchLifeLock(name: string, onDead: () => void, locks = locksHere()): () => void {
  const stopping = new AbortController()
  const { signal } = stopping
  const stop = () => stopping.abort()
  // What is thrown by `onDead` stays to be seen; only the waiting may fail quietly.
  locks?.request(name, { signal }, () => {}).then(onDead, () => {})
  globalThis.addEventListener?.('pagehide', stop, { signal })
  return stop
}

function locksHere(): LockManager | undefined {
  return globalThis.navigator?.locks
}
