// The available and missing documentation. Pure.

/** One item of `docsLsp/docsets`. */
export interface Docset {
  readonly id: string;
  readonly project: string;
  readonly version: string;
  readonly entries: number;
  readonly builtAt: string;
  readonly shown: boolean;
}

export interface Choice {
  readonly version: string;
  /** The installed docset, if there is one. */
  readonly docset: Docset | undefined;
}

// The versions in use whose documentation python.org offers as an archive.
const KNOWN = ["3.14", "3.13", "3.12", "3.11", "3.10", "3.9"];

export function isPython(docset: Docset): boolean {
  return docset.project.toLowerCase() === "python";
}

/** The versions of Python that can be shown or built, the newest first. */
export function choices(docsets: readonly Docset[]): Choice[] {
  const installed = new Map(docsets.filter(isPython).map((one) => [one.version, one]));
  const versions = [...new Set([...KNOWN, ...installed.keys()])].sort((one, other) => minor(other) - minor(one));
  return versions.map((version) => ({ version, docset: installed.get(version) }));
}

/**
 * What should be there and is not: a version, "" for whichever is found, undefined for nothing.
 *
 * @param wanted the Python of the settings or the project, where they name one
 */
export function missing(docsets: readonly Docset[], wanted: string | null): string | undefined {
  const pythons = docsets.filter(isPython);
  if (wanted !== null && !pythons.some((one) => one.version === wanted)) {
    return wanted;
  }
  return docsets.length === 0 ? "" : undefined;
}

function minor(version: string): number {
  const [major = 0, small = 0] = version.split(".").map(Number);
  return major * 1000 + small;
}
