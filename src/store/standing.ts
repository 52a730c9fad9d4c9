// What a lane's commands wait for: that the newest run stands, be it loaded or put back into another worker.

export class Standing {
  /** Settles when the newest load has. */
  #newest: Promise<unknown>
  /** Lets go what was asked for before there was any worker. */
  #begin!: (opened: Promise<void>) => void

  constructor() {
    this.#newest = new Promise((resolve) => {
      this.#begin = resolve
    })
    this.#newest.catch(ignore)
  }

  get newest(): Promise<unknown> {
    return this.#newest
  }

  /** The first worker is on its way: what has been asked for so far waits for it. */
  begin(opened: Promise<void>): void {
    this.#begin(opened)
  }

  /** From now on commands wait for this. Its failure is theirs; nobody else has to hear of it. */
  waitFor(loading: Promise<unknown>): void {
    this.#newest = loading
    loading.catch(ignore)
  }

  /** Waits until no load is under way: a load that was overtaken hands over to the newer, a lost worker to the next. */
  async settled(): Promise<void> {
    let standing: Promise<unknown>
    do {
      standing = this.#newest
      await standing.catch((error: Error) => {
        if (error.name !== 'SupersededError' && standing === this.#newest) throw error
      })
    } while (standing !== this.#newest)
  }
}

function ignore(): void {}
