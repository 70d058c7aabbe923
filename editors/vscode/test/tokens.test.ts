import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { matchesOf } from "../src/matches.js";
import { copyOf, tokensOf } from "../src/tokens.js";

/** The parts that have a colour, as `kind:text`. */
const coloured = (language: string, listing: string) =>
  tokensOf(language, listing).filter(({ kind }) => kind !== "").map(({ kind, text }) => `${kind}:${text}`);

const SESSION = `>>> def f():
...     """Two
...     lines."""
...
>>> f()
None # no comment
>>> 1
1`;

describe("tokensOf", () => {
  for (const [code, ...expected] of [
    ["async def f(): return None", "keyword:async", "keyword:def", "definition:f", "keyword:return", "constant:None"],
    [`x = rb'a\\'b' + "c" # d`, `string:rb'a\\'b'`, 'string:"c"', "comment:# d"],
    ['f"""a\n"b" """, 1', 'string:f"""a\n"b" """', "number:1"],
    ["0x_ff 1_000.5e-3j .5 a1", "number:0x_ff", "number:1_000.5e-3j", "number:.5"],
    ["@a.b\nclass C: x.is", "decorator:@a.b", "keyword:class", "definition:C"],
    ["match x:\n  case 1: pass", "keyword:match", "keyword:case", "number:1", "keyword:pass"],
    ["match = case(type)"],
    ["type X = int", "keyword:type"],
    ["'not closed\nif", "string:'not closed", "keyword:if"],
    ["'''not closed\nif", "string:'''not closed\nif"],
    ["größe = ñ"],
  ] as const) {
    it(`of ${JSON.stringify(code)}`, () => {
      assert.deepEqual(coloured("python", code), expected);
    });
  }

  it("of a session: prompts and answers are no code, a string goes over several lines", () => {
    assert.deepEqual(coloured("pycon", SESSION), [
      "prompt:>>> ", "keyword:def", "definition:f", "prompt:... ", 'string:"""Two', "prompt:... ", 'string:    lines."""', "prompt:...",
      "prompt:>>> ", "output:None # no comment", "prompt:>>> ", "number:1", "output:1",
    ]);
  });

  for (const [language, listing] of [
    ["pycon", SESSION], ["python", ">>> 1\n"], ["c", 'if (x) "y"'], ["", "a\n"], ["python", "é\ud800'"],
  ] as const) {
    it(`of ${language} ${JSON.stringify(listing.slice(0, 12))} are the whole text`, () => {
      assert.equal(tokensOf(language, listing).map(({ text }) => text).join(""), listing);
    });
  }

  it("colours no other language", () => {
    assert.deepEqual(coloured("c", "return None;"), []);
  });

  for (const piece of ["'", '"""', "r'\\", "_", "1.", "@a\n", "match ", "type x", "\\", "b"]) {
    it(`reads ${JSON.stringify(piece)} again and again within the time of a test`, () => {
      const listing = piece.repeat(20_000);
      assert.equal(tokensOf("python", listing).map(({ text }) => text).join(""), listing);
    });
  }

  it("colours no half of a dotted name", () => {
    const kinds = tokensOf("python", "class pathlib.Path(*segments)").filter(({ kind }) => kind !== "");
    assert.deepEqual(kinds, [{ kind: "keyword", text: "class" }]);
  });
});

describe("copyOf", () => {
  it("a session is what was typed", () => {
    assert.equal(copyOf("pycon", SESSION), 'def f():\n    """Two\n    lines."""\n\nf()\n1');
  });

  it("other listings are as they are", () => {
    assert.equal(copyOf("shell", ">>> x\n$ y"), ">>> x\n$ y");
  });
});

describe("matchesOf", () => {
  it("finds across parts, whatever the case", () => {
    assert.deepEqual(matchesOf(["the De", "", "f of def"], "def"), [
      { start: { part: 0, offset: 4 }, end: { part: 2, offset: 1 } },
      { start: { part: 2, offset: 5 }, end: { part: 2, offset: 8 } },
    ]);
  });

  it("takes what is wanted literally, and nothing for nothing", () => {
    assert.equal(matchesOf(["a.b(*)"], ".b(*").length, 1);
    assert.equal(matchesOf(["axb"], "a.b").length, 0);
    assert.equal(matchesOf(["ab"], "").length, 0);
  });
});
