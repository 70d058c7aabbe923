import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Later } from "../src/later.js";

describe("Later", () => {
  it("runs the newest work alone", async () => {
    const done: string[] = [];
    const later = new Later(0);
    await new Promise<void>((resolve) => {
      for (const name of ["old", "new"]) {
        later.run(() => { done.push(name); resolve(); return Promise.resolve(); });
      }
    });
    assert.deepEqual(done, ["new"]);
  });

  it("lets a work say itself how long it waits", async () => {
    const later = new Later(1_000_000);
    await new Promise<void>((resolve) => { later.run(() => { resolve(); return Promise.resolve(); }, 0); });
  });

  it("waits, when cancelled, for what has begun, and forgets the rest", async () => {
    const done: string[] = [];
    const later = new Later(0);
    const begun = new Promise<void>((resolve) => {
      later.run(async () => { resolve(); await Promise.resolve(); done.push("begun"); });
    });
    await begun;
    later.run(() => { done.push("never"); return Promise.resolve(); });
    await later.cancel();
    assert.deepEqual(done, ["begun"]);
  });

  it("goes on after a work that fails", async () => {
    const later = new Later(0);
    await new Promise<void>((resolve) => { later.run(() => { resolve(); return Promise.reject(new Error("broken")); }); });
    await later.cancel();
  });
});
