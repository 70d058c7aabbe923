// Work that waits until nothing newer has come.

/** Runs the newest of several works, once none has come for a while; the others never begin. */
export class Later {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();

  /** @param milliseconds how long a work waits for a newer one, unless it says so itself */
  constructor(private readonly milliseconds: number) {}

  run(work: () => Promise<unknown>, milliseconds = this.milliseconds): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#running = this.#running.then(work).catch(() => undefined); // a preview that fails is none
    }, milliseconds);
  }

  /** Forgets what has not begun; resolves when what has begun is over. */
  async cancel(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
  }
}
