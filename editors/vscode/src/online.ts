// Online addresses. A docset built without one has none: then its `url` is an anchor. Pure.

/** Returns the host of an online address; undefined if *url* is none. */
export function hostOf(url: string): string | undefined {
  try {
    const { protocol, hostname } = new URL(url);
    return protocol === "https:" || protocol === "http:" ? hostname : undefined;
  } catch {
    return undefined; // an anchor such as library/os.html#os.sep
  }
}
