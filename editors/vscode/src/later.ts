// Debounced work.

/** Runs the newest of several tasks after a pause; the others never begin. */
export class Later {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #wanted = 0; // the number of the one task that may still begin

  /** @param milliseconds the default pause before a task runs */
  constructor(private readonly milliseconds: number) {}

  run(work: () => Promise<unknown>, milliseconds = this.milliseconds): void {
    this.drop();
    const mine = this.#wanted;
    this.#timer = setTimeout(() => {
      this.#running = this.#running
        .then(() => mine === this.#wanted ? work() : undefined) // another may have been running until now
        .catch(() => undefined); // a failed preview is ignored
    }, milliseconds);
  }

  /** Drops the pending task, also one that waits for another to end. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#wanted += 1;
  }

  /** Drops the pending task; resolves when the running one has ended. */
  async cancel(): Promise<void> {
    this.drop();
    await this.#running;
  }
}
