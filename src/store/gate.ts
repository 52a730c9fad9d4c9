// Open or shut: who comes to it while it is shut waits until it is opened.

export class Gate {
  #isOpen = true
  readonly #waiting: (() => void)[] = []

  get isOpen(): boolean {
    return this.#isOpen
  }

  opened(): Promise<void> {
    return this.#isOpen ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve))
  }

  shut(): void {
    this.#isOpen = false
  }

  open(): void {
    this.#isOpen = true
    for (const go of this.#waiting.splice(0)) go()
  }
}
