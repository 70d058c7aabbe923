// The limit on restarts of a crashed server. Pure.

const WITHIN = 180_000; // milliseconds in which crashes are counted together

/** Allows *limit* restarts within three minutes. */
export class Crashes {
  #times: number[] = [];

  constructor(private readonly restarts: number) {}

  /** Records a crash at *now* (milliseconds); returns whether the server may be restarted. */
  mayRestart(now: number): boolean {
    this.#times = [...this.#times.filter((time) => now - time < WITHIN), now];
    return this.#times.length <= this.restarts;
  }
}
