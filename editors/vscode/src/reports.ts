// The reports of a build, line by line. Pure.

/** One line of `docs-lsp build --json`. */
export type Report =
  | { readonly say: string }
  | { readonly step: string; readonly done: number; readonly total: number };

/** A step of a progress notification: *increment* in percent of the whole. */
export interface Progress {
  readonly message: string;
  readonly increment?: number;
}

/** Splits output into lines; the last, unfinished one waits for its end. */
export class Lines {
  #open = "";

  take(chunk: string): string[] {
    const lines = (this.#open + chunk).split("\n");
    this.#open = lines.pop() ?? "";
    return lines.map((line) => line.trimEnd()).filter((line) => line !== "");
  }
}

// A notification's bar never goes back: loading fills its first half, what follows the rest.
const HALF = 50;
const LOADING = "Megabytes";

/** Converts reports to steps of a notification. */
export class Bar {
  #step = "";
  #begin = 0; // percent at which the step began
  #percent = 0;

  next(report: Report): Progress {
    if ("say" in report) {
      return { message: report.say };
    }
    if (report.step !== this.#step) {
      this.#step = report.step;
      this.#begin = this.#percent;
    }
    const end = report.step === LOADING ? Math.max(this.#begin, HALF) : 100;
    const percent = this.#begin + (end - this.#begin) * Math.min(1, report.done / report.total);
    const increment = Math.max(0, percent - this.#percent);
    this.#percent += increment;
    return { message: `${report.step}: ${String(report.done)} / ${String(report.total)}`, increment };
  }
}

/** Returns the report of a line; undefined if it is not one. */
export function reportOf(line: string): Report | undefined {
  try {
    const report: unknown = JSON.parse(line);
    return isReport(report) ? report : undefined;
  } catch {
    return undefined;
  }
}

function isReport(value: unknown): value is Report {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { say, step, done, total } = value as Record<string, unknown>;
  return typeof say === "string" || (typeof step === "string" && typeof done === "number" && typeof total === "number" && total > 0);
}
