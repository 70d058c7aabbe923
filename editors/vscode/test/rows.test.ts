import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { iconOf, insertion, rowOf, rowsOf, startText, type SearchItem } from "../src/rows.js";

const ITEM: SearchItem = {
  name: "asyncio.timeout", kind: "coroutine function", docset: "python~3.14",
  anchor: "a.html#b", url: "https://docs.python.org/a.html#b", summary: "Limit the time.", since: "3.11",
};
const inEnglish = (message: string, ...values: string[]) => message.replace("{0}", values[0] ?? "");

describe("rowOf", () => {
  it("says the name with its icon, the kind and marks, the first sentence", () => {
    assert.deepEqual(rowOf(ITEM, inEnglish, true), {
      label: "$(symbol-function) asyncio.timeout",
      description: "coroutine function · new in 3.11 · Python 3.14",
      detail: "Limit the time.",
      item: ITEM,
    });
  });

  it("calls pages and sections by their headings, which it says once", () => {
    const page = { name: "howto/sorting", title: "Sorting Techniques", kind: "how-to page", docset: "python~3.14", anchor: "", url: "", summary: "Sorting Techniques" };
    const row = rowOf(page, inEnglish, false);
    assert.deepEqual([row.label, row.description, row.detail], ["$(book) Sorting Techniques", "how-to page", ""]);
  });

  it("says the sense of a sign before its kind", () => {
    const sign = { ...ITEM, name: ":=", title: "assignment expression", kind: "operator" };
    assert.equal(rowOf(sign, inEnglish, false).description, "assignment expression · operator · new in 3.11");
  });

  it("lets no text of the documentation become an icon", () => {
    const row = rowOf({ ...ITEM, summary: "Use $(bug) here.", title: "$(x)" }, inEnglish, false);
    assert.equal(row.detail, "Use \\$(bug) here.");
    assert.match(row.description, /^\\\$\(x\)/);
  });
});

describe("rowsOf", () => {
  it("names the documentation where the rows are of several", () => {
    const other = { ...ITEM, docset: "flask~3.1" };
    assert.match(rowsOf({ items: [ITEM, other] }, "t", inEnglish)[1]?.description ?? "", /flask 3\.1$/);
    assert.doesNotMatch(rowsOf({ items: [ITEM, ITEM] }, "t", inEnglish)[1]?.description ?? "", /Python/);
  });

  it("says that nothing is found, and what Enter searches for instead", () => {
    const [row, ...others] = rowsOf({ items: [], nearest: ITEM }, "asyncio.tmot $(x)", inEnglish);
    assert.deepEqual(others, []);
    assert.equal(row?.label, "$(info) Nothing found for “asyncio.tmot \\$(x)”");
    assert.equal(row.detail, "The nearest name is asyncio.timeout: press Enter to search for it.");
    assert.deepEqual([row.item, row.instead], [undefined, "asyncio.timeout"]);
    assert.equal(rowsOf({ items: [] }, "zzz", inEnglish)[0]?.instead, undefined);
    assert.deepEqual(rowsOf({ items: [] }, " ", inEnglish), []);
  });
});

describe("insertion", () => {
  for (const [name, before, text, replaced] of [
    ["asyncio.timeout", "", "asyncio.timeout", 0], ["os.path.join", "os.path.", "os.path.join", 8],
    ["pathlib.Path.read_text", "p.", "read_text", 0], ["len", "x.", "len", 0],
  ] as const) {
    it(`of ${name} behind ${before || "nothing"} is ${text}`, () => {
      assert.deepEqual(insertion(name, before), { text, replaced });
    });
  }
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
