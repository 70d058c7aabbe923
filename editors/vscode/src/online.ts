// The names of docsets, and online addresses. A docset built without one has none: then its `url` is an anchor. Pure.

/** Returns what people call a docset: `Python 3.14` for `python~3.14`, `flask 3.1` for `flask~3.1`. */
export function docsetName(id: string): string {
  return id.replace("~", " ").replace(/^python\b/, "Python");
}

/** Returns the host of an online address; undefined if *url* is none. */
export function hostOf(url: string): string | undefined {
  try {
    const { protocol, hostname } = new URL(url);
    return protocol === "https:" || protocol === "http:" ? hostname : undefined;
  } catch {
    return undefined; // an anchor such as library/os.html#os.sep
  }
}
