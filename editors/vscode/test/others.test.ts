import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { hasOtherServer } from "../src/others.js";

describe("hasOtherServer", () => {
  for (const [installed, chosen, expected] of [
    [[], undefined, false],
    [["ms-python.vscode-pylance"], undefined, true],
    [["ms-python.vscode-pylance", "ms-python.python"], "None", false],
    [["ms-python.python"], "Default", false],
    [["ms-python.python"], "Jedi", true],
    [["astral-sh.ty"], "None", true],
  ] as const) {
    it(`with ${installed.join() || "none"} and ${chosen ?? "nothing chosen"} is ${String(expected)}`, () => {
      assert.equal(hasOtherServer((id) => (installed as readonly string[]).includes(id), chosen), expected);
    });
  }
});
