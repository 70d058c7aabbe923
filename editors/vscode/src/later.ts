// Debounced work.

/** Runs the newest of several tasks after a pause; the others never begin. */
export class Later {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();

  /** @param milliseconds the default pause before a task runs */
  constructor(private readonly milliseconds: number) {}

  run(work: () => Promise<unknown>, milliseconds = this.milliseconds): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#running = this.#running.then(work).catch(() => undefined); // a failed preview is ignored
    }, milliseconds);
  }

  /** Drops the pending task. */
  drop(): void {
    clearTimeout(this.#timer);
  }

  /** Drops the pending task; resolves when the running one has ended. */
  async cancel(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
  }
}
