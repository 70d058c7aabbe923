import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Bar, Lines, reportOf } from "../src/reports.js";

describe("Lines", () => {
  it("waits for the end of a line, and passes over empty ones", () => {
    const lines = new Lines();
    assert.deepEqual(lines.take('{"say": '), []);
    assert.deepEqual(lines.take('"x"}\r\n\n{"s'), ['{"say": "x"}']);
  });
});

describe("reportOf", () => {
  for (const line of ["no JSON", "3", "null", "{}", '{"step": "Pages", "done": 1}', '{"step": "Pages", "done": 0, "total": 0}']) {
    it(`of ${line} is nothing`, () => { assert.equal(reportOf(line), undefined); });
  }
});

describe("Bar", () => {
  it("never goes back: loading fills a half, reading the rest", () => {
    const bar = new Bar();
    const reports = [["Megabytes", 1, 2], ["Megabytes", 2, 2], ["Pages", 1, 4], ["Pages", 4, 4], ["Pages", 3, 4]] as const;
    const shown = reports.map(([step, done, total]) => bar.next({ step, done, total }).increment);
    assert.deepEqual(shown, [25, 25, 12.5, 37.5, 0]);
  });

  it("says messages as they are", () => {
    assert.deepEqual(new Bar().next({ say: "Writing the docset" }), { message: "Writing the docset" });
  });
});
