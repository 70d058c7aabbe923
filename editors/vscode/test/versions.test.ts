import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { choices, missing, type Docset } from "../src/versions.js";

const docset = (project: string, version: string): Docset =>
  ({ id: `${project}~${version}`, project, version, entries: 1, builtAt: "", shown: true });
const PYTHON = docset("Python", "3.14");

describe("missing", () => {
  for (const [docsets, wanted, expected] of [
    [[], null, ""], [[], "3.12", "3.12"], [[PYTHON], "3.12", "3.12"], [[PYTHON], "3.14", undefined], [[PYTHON], null, undefined],
    [[docset("Flask", "3.12")], "3.12", "3.12"],
  ] as const) {
    it(`of ${docsets.map(({ id }) => id).join() || "nothing"} and ${String(wanted)} is ${expected === undefined ? "nothing" : `"${expected}"`}`, () => {
      assert.equal(missing(docsets, wanted), expected);
    });
  }
});

describe("choices", () => {
  it("are the installed versions and those that can be built, the newest first", () => {
    const found = choices([docset("Python", "3.15"), PYTHON, docset("Flask", "9.9")]);
    assert.deepEqual(found.slice(0, 3).map(({ version, docset: one }) => [version, one?.id]),
      [["3.15", "Python~3.15"], ["3.14", "Python~3.14"], ["3.13", undefined]]);
  });
});
