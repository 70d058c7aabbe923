import { describe, expect, it } from "vitest";
import { pageOf } from "../src/page.js";
import { Newest } from "../src/newest.js";
import { rowOf, startText, type SearchItem } from "../src/rows.js";

const ITEM: SearchItem = {
  name: "asyncio.timeout", kind: "coroutine function", docset: "python~3.14",
  anchor: "a.html#b", url: "https://docs.python.org/a.html#b", summary: "Limit the time.", since: "3.11",
};

describe("rowOf", () => {
  it("says the name with its icon, the kind and marks, the first sentence", () => {
    expect(rowOf(ITEM)).toMatchObject({
      label: "$(symbol-function) asyncio.timeout",
      description: "coroutine function · new in 3.11 · python 3.14",
      detail: "Limit the time.",
    });
  });

  it("lets no text of the documentation become an icon", () => {
    expect(rowOf({ ...ITEM, summary: "Use $(bug) here." }).detail).toBe("Use \\$(bug) here.");
  });
});

describe("startText", () => {
  it.each([
    ["", "sorted", "sorted"],
    ["os.path ", "os", "os.path"],
    ["two\nlines", "word", "word"],
  ])("of selection %j and word %j is %j", (selected, word, expected) => {
    expect(startText(selected, word)).toBe(expected);
  });
});

describe("Newest", () => {
  it("drops the answer of a question that was overtaken", async () => {
    const waiting = new Map<string, (answer: string) => void>();
    const shown: string[] = [];
    const newest = new Newest<string, string>(
      (question) => new Promise((resolve) => waiting.set(question, resolve)),
      (answer) => { shown.push(answer); },
    );
    const first = newest.next("s");
    const second = newest.next("so");
    waiting.get("so")?.("new");
    waiting.get("s")?.("old");
    await Promise.all([first, second]);
    expect(shown).toEqual(["new"]);
  });

  it("hands on the error of the newest question alone", async () => {
    const newest = new Newest<string, string>(() => Promise.reject(new Error("broken")), () => undefined);
    await expect(newest.next("s")).rejects.toThrow("broken");
  });
});

describe("pageOf", () => {
  it("forbids every load and script, and escapes the name", () => {
    const page = pageOf({ name: "<b>", kind: "class", signatures: ["a<b"], html: "<p>x</p>", url: "https://docs.python.org/x" }, "n0nce");
    expect(page).toContain("default-src 'none'; style-src 'nonce-n0nce'");
    expect(page).toContain("<pre>a&lt;b</pre>");
    expect(page).toContain("<title>&lt;b&gt;</title>");
  });
});
