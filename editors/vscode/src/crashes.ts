// How often a server may come back. Pure.

const WITHIN = 180_000; // milliseconds in which crashes count together

/** Allows so many restarts within three minutes. */
export class Crashes {
  #times: number[] = [];

  constructor(private readonly restarts: number) {}

  /** Notes a crash at *now* (milliseconds); says whether the server may be started again. */
  mayRestart(now: number): boolean {
    this.#times = [...this.#times.filter((time) => now - time < WITHIN), now];
    return this.#times.length <= this.restarts;
  }
}
