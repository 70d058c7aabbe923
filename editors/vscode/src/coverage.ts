// The libraries of the project and their documentation, as values. Pure.

/** One item of `docsLsp/libraries`. */
export interface Covered {
  readonly name: string;
  readonly installed: string | null;
  readonly docset: string | null;
  readonly version: string | null;
}

/** One library of a plan: where its documentation is, or why there is none. */
export interface Planned {
  readonly name: string;
  readonly wanted: string | null;
  readonly address: string | null;
  readonly version: string | null;
  readonly pages: number;
  readonly kept: number;
  readonly reason: string | null;
}

/** One row of the plan that can be chosen. */
export interface PlanRow {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly picked: boolean;
}

export function documented(libraries: readonly Covered[]): number {
  return libraries.filter((one) => one.docset !== null).length;
}

/** The libraries that have documentation; those that lack it here are picked. */
export function planRows(plan: readonly Planned[], libraries: readonly Covered[]): PlanRow[] {
  const here = new Set(libraries.filter((one) => one.docset !== null).map((one) => one.name));
  return plan.filter((one) => one.address !== null).map((one) => ({
    label: one.name,
    description: [versions(one), pages(one.pages - one.kept)].join(" · "),
    detail: one.address ?? "",
    picked: !here.has(one.name),
  }));
}

function pages(count: number): string {
  return count === 1 ? "1 page" : `${String(count)} pages`;
}

/** `3.1`, or `3.1 (3.2.0 is installed)` where they differ. */
function versions({ version, wanted }: Planned): string {
  const shown = version ?? "?";
  return wanted === null || `${wanted}.`.startsWith(`${shown}.`) || `${shown}.`.startsWith(`${wanted}.`) ? shown : `${shown} (${wanted} is installed)`;
}

/** The rows of what has no documentation, each with the reason; choosing them fetches nothing. */
export function missingRows(plan: readonly Planned[]): PlanRow[] {
  return plan.filter((one) => one.address === null)
    .map((one) => ({ label: one.name, description: "", detail: one.reason ?? "", picked: false }));
}

/** The names among *chosen* that can be fetched. */
export function fetchable(chosen: readonly string[], plan: readonly Planned[]): string[] {
  return chosen.filter((name) => plan.some((one) => one.name === name && one.address !== null));
}
