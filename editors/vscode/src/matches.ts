// Matches of a text in several parts that are read as one. Pure.

export interface Spot {
  readonly part: number;
  readonly offset: number;
}

export interface Match {
  readonly start: Spot;
  /** Behind the last character. */
  readonly end: Spot;
}

/** Returns the matches of *wanted* in the joined *parts*, ignoring case. */
export function matchesOf(parts: readonly string[], wanted: string): Match[] {
  if (wanted === "") {
    return [];
  }
  const begins: number[] = [];
  let length = 0;
  for (const part of parts) {
    begins.push(length);
    length += part.length;
  }
  const spot = (offset: number): Spot => {
    const part = begins.findLastIndex((begin) => begin <= offset);
    return { part, offset: offset - (begins[part] ?? 0) };
  };
  const literal = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "giu");
  return [...parts.join("").matchAll(literal)].map((match) => {
    const last = spot(match.index + match[0].length - 1);
    return { start: spot(match.index), end: { ...last, offset: last.offset + 1 } };
  });
}
