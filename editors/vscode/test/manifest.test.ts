import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";

interface Configuration {
  readonly title: string;
  readonly properties: Readonly<Record<string, { enum?: unknown[]; enumDescriptions?: string[]; markdownEnumDescriptions?: string[] }>>;
}

const manifest = readFileSync("package.json", "utf8");
const texts = JSON.parse(readFileSync("package.nls.json", "utf8")) as Record<string, string>;

describe("package.json", () => {
  it("has every text in package.nls.json, and no other is there", () => {
    const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key).sort();
    assert.deepEqual(used, Object.keys(texts).sort());
  });

  it("describes every value of a setting that has a choice", () => {
    const { configuration } = (JSON.parse(manifest) as { contributes: { configuration: Configuration } }).contributes;
    for (const [name, setting] of Object.entries(configuration.properties)) {
      const described = setting.markdownEnumDescriptions ?? setting.enumDescriptions ?? [];
      assert.equal(described.length, setting.enum?.length ?? 0, name);
    }
    assert.equal(configuration.title, "Python Docs");
  });

  it("begins its walkthrough with what is already there", () => {
    const { walkthroughs } = (JSON.parse(manifest) as { contributes: { walkthroughs: { steps: { title: string }[] }[] } }).contributes;
    assert.equal(texts[walkthroughs[0]?.steps[0]?.title.replaceAll("%", "") ?? ""], "The manual is already here");
  });
});
