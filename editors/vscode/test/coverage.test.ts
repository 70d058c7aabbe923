import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { documented, fetchable, missingRows, planRows, type Covered, type Planned } from "../src/coverage.js";

const COVERED: Covered[] = [
  { name: "flask", installed: "3.1.2", docset: "flask~3.1", version: "3.1" },
  { name: "small", installed: "1.0", docset: null, version: null },
  { name: "tqdm", installed: "4.67", docset: null, version: null },
];

function planned(name: string, given: Partial<Planned> = {}): Planned {
  return { name, wanted: "3.1.2", address: `https://${name}.example/`, version: "3.1", pages: 20, kept: 5, reason: null, ...given };
}

describe("The libraries of a project", () => {
  it("are counted where they have a docset", () => { assert.equal(documented(COVERED), 1); });

  it("are rows of a plan, picked where they lack documentation", () => {
    const plan = [planned("flask"), planned("small", { wanted: "1.0.2", version: "0.9" }), planned("tqdm", { address: null, reason: "none" })];
    assert.deepEqual(planRows(plan, COVERED), [
      { label: "flask", description: "3.1 · 15 pages", detail: "https://flask.example/", picked: false },
      { label: "small", description: "0.9 (1.0.2 is installed) · 15 pages", detail: "https://small.example/", picked: true },
    ]);
    assert.deepEqual(missingRows(plan), [{ label: "tqdm", description: "", detail: "none", picked: false }]);
    assert.deepEqual(fetchable(["flask", "tqdm"], plan), ["flask"]);
  });

  it("are no other version where the documentation has fewer numbers", () => {
    const [row] = planRows([planned("flask", { wanted: "3.10.1", version: "3.1" })], []);
    assert.equal(row?.description, "3.1 (3.10.1 is installed) · 15 pages");
  });
});
