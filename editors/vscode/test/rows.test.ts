import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { pageOf } from "../src/page.js";
import { Newest } from "../src/newest.js";
import { rowOf, startText, type SearchItem } from "../src/rows.js";

const ITEM: SearchItem = {
  name: "asyncio.timeout", kind: "coroutine function", docset: "python~3.14",
  anchor: "a.html#b", url: "https://docs.python.org/a.html#b", summary: "Limit the time.", since: "3.11",
};

describe("rowOf", () => {
  it("says the name with its icon, the kind and marks, the first sentence", () => {
    assert.deepEqual(rowOf(ITEM), {
      label: "$(symbol-function) asyncio.timeout",
      description: "coroutine function · new in 3.11 · python 3.14",
      detail: "Limit the time.",
      item: ITEM,
    });
  });

  it("lets no text of the documentation become an icon", () => {
    assert.equal(rowOf({ ...ITEM, summary: "Use $(bug) here." }).detail, "Use \\$(bug) here.");
  });
});

describe("startText", () => {
  for (const [selected, word, expected] of [
    ["", "sorted", "sorted"],
    ["os.path ", "os", "os.path"],
    ["two\nlines", "word", "word"],
  ] as const) {
    it(`of selection ${JSON.stringify(selected)} and word ${word} is ${expected}`, () => {
      assert.equal(startText(selected, word), expected);
    });
  }
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
    assert.deepEqual(shown, ["new"]);
  });

  it("hands on the error of the newest question alone", async () => {
    const newest = new Newest<string, string>(() => Promise.reject(new Error("broken")), () => undefined);
    await assert.rejects(newest.next("s"), /broken/);
  });
});

describe("pageOf", () => {
  it("forbids every load and script, and escapes the name", () => {
    const page = pageOf({ name: "<b>", kind: "class", signatures: ["a<b"], html: "<p>x</p>", url: "https://docs.python.org/x" }, "n0nce");
    assert.ok(page.includes("default-src 'none'; style-src 'nonce-n0nce'"));
    assert.ok(page.includes("<pre>a&lt;b</pre>"));
    assert.ok(page.includes("<title>&lt;b&gt;</title>"));
  });
});
