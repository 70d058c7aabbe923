// The newest of overlapping requests wins.

/** Runs one request at a time; a new one cancels the one before, whose answer is dropped. */
export class Newest<Question, Answer> {
  #running: AbortController | undefined;

  constructor(
    private readonly ask: (question: Question, signal: AbortSignal) => Promise<Answer>,
    private readonly show: (answer: Answer, question: Question) => void,
  ) {}

  /** Sends a request; resolves once its answer is shown, superseded or cancelled. Rejects with its error. */
  async next(question: Question): Promise<void> {
    this.#running?.abort();
    const mine = new AbortController();
    this.#running = mine;
    try {
      const answer = await this.ask(question, mine.signal);
      if (!mine.signal.aborted) {
        this.show(answer, question);
      }
    } catch (error) {
      if (!mine.signal.aborted) {
        throw error;
      }
    }
  }

  cancel(): void {
    this.#running?.abort();
  }
}
