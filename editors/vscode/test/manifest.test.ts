import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";

const manifest = readFileSync("package.json", "utf8");
const texts = JSON.parse(readFileSync("package.nls.json", "utf8")) as Record<string, string>;

describe("package.json", () => {
  it("has every text in package.nls.json, and no other is there", () => {
    const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key).sort();
    assert.deepEqual(used, Object.keys(texts).sort());
  });
});
