// The history of a reader. Pure; it survives a reload as plain JSON.

/** The params by which `docsLsp/entry` finds an entry; a search result is one too. */
export interface Target {
  readonly docset?: string | undefined;
  readonly anchor?: string | undefined;
  readonly name?: string | undefined;
}

export interface Visit {
  readonly target: Target;
  /** The scroll position of the page, in CSS pixels. */
  readonly top: number;
  /** Whether the panel came here by following the cursor. */
  readonly followed?: boolean;
}

export interface Trail {
  readonly visits: readonly Visit[];
  /** The visit that is shown; -1 where there is none. */
  readonly at: number;
}

const LONGEST = 100;

export const NOWHERE: Trail = { visits: [], at: -1 };

export function current(trail: Trail): Visit | undefined {
  return trail.visits[trail.at];
}

/**
 * Goes to a target from the current one: what lay ahead is forgotten, going where one is changes nothing.
 *
 * Of places that the panel *followed* the cursor to, one after the other, the last alone is kept.
 */
export function visited(trail: Trail, target: Target, followed = false): Trail {
  const here = current(trail);
  if (here !== undefined && same(here.target, target)) {
    return trail;
  }
  const kept = followed && here?.followed === true ? trail.at : trail.at + 1;
  const visits = [...trail.visits.slice(0, kept), { target, top: 0, followed }].slice(-LONGEST);
  return { visits, at: visits.length - 1 };
}

export function scrolled(trail: Trail, top: number): Trail {
  const visits = trail.visits.map((visit, index) => index === trail.at ? { ...visit, top } : visit);
  return { ...trail, visits };
}

/** Goes that many visits forward, or back if negative; undefined if there is none. */
export function moved(trail: Trail, steps: number): Trail | undefined {
  const at = trail.at + steps;
  return trail.visits[at] === undefined ? undefined : { ...trail, at };
}

/** Reads a stored history, which is validated. */
export function restored(kept: unknown): Trail {
  if (!isRecord(kept) || !Array.isArray(kept.visits) || !Number.isInteger(kept.at)) {
    return NOWHERE;
  }
  const visits = kept.visits.map(visitOf);
  const trail = { visits: visits.filter((visit) => visit !== undefined), at: kept.at as number };
  return visits.length === trail.visits.length && current(trail) !== undefined ? trail : NOWHERE;
}

export function same(one: Target, other: Target): boolean {
  return one.docset === other.docset && one.anchor === other.anchor && one.name === other.name;
}

function visitOf(kept: unknown): Visit | undefined {
  if (!isRecord(kept) || !isRecord(kept.target) || typeof kept.top !== "number") {
    return undefined;
  }
  const { docset, anchor, name } = kept.target;
  const facts = [docset, anchor, name];
  return facts.every((fact) => fact === undefined || typeof fact === "string")
    ? { target: { docset, anchor, name } as Target, top: kept.top, followed: kept.followed === true }
    : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
