import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { iconOf, rowOf, startText, type SearchItem } from "../src/rows.js";

const ITEM: SearchItem = {
  name: "asyncio.timeout", kind: "coroutine function", docset: "python~3.14",
  anchor: "a.html#b", url: "https://docs.python.org/a.html#b", summary: "Limit the time.", since: "3.11",
};
const inEnglish = (message: string, ...values: string[]) => message.replace("{0}", values[0] ?? "");

describe("rowOf", () => {
  it("says the name with its icon, the kind and marks, the first sentence", () => {
    assert.deepEqual(rowOf(ITEM, inEnglish), {
      label: "$(symbol-function) asyncio.timeout",
      description: "coroutine function · new in 3.11 · python 3.14",
      detail: "Limit the time.",
      item: ITEM,
    });
  });

  it("says the title of a page before its kind", () => {
    const page = { name: "howto/sorting", title: "Sorting Techniques", kind: "page", docset: "python~3.14", anchor: "", url: "", summary: "" };
    assert.equal(rowOf(page, inEnglish).description, "Sorting Techniques · page · python 3.14");
  });

  it("lets no text of the documentation become an icon", () => {
    const row = rowOf({ ...ITEM, summary: "Use $(bug) here.", title: "$(x)" }, inEnglish);
    assert.equal(row.detail, "Use \\$(bug) here.");
    assert.match(row.description, /^\\\$\(x\)/);
  });
});

describe("iconOf", () => {
  for (const [kind, icon] of [
    ["class method", "symbol-method"], ["C struct", "symbol-structure"], ["what's new section", "book"], ["unheard of", "symbol-misc"],
    ["parameter of os.path.join", "symbol-parameter"],
  ] as const) {
    it(`of a ${kind} is ${icon}`, () => { assert.equal(iconOf(kind), icon); });
  }
});

describe("startText", () => {
  for (const [text, expected] of [
    ["sorted", "sorted"], ["os.path ", "os.path"], ["two\nlines", ""], ["x".repeat(201), ""], ["", ""],
  ] as const) {
    it(`of ${JSON.stringify(text.slice(0, 10))} is ${JSON.stringify(expected)}`, () => { assert.equal(startText(text), expected); });
  }
});
