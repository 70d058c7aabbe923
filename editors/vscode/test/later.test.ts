import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Later } from "../src/later.js";

/** Returns after every timer of no length that was set before. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Returns a Later whose work has begun and goes on until *end* is called. */
async function busy(): Promise<{ done: string[]; later: Later; end: () => void }> {
  const done: string[] = [];
  const later = new Later(0);
  let end = (): void => { assert.fail("the work has not begun"); };
  later.run(() => { done.push("begun"); return new Promise((resolve) => { end = () => { resolve(undefined); }; }); });
  await pause();
  return { done, later, end };
}

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

  for (const [how, doing] of [["dropped", (later: Later) => { later.drop(); }], ["cancelled", (later: Later) => { void later.cancel(); }]] as const) {
    it(`never begins what has to wait for another work, once it is ${how}`, async () => {
      const { done, later, end } = await busy();
      later.run(() => { done.push("never"); return Promise.resolve(); });
      await pause();
      doing(later);
      end();
      await pause();
      assert.deepEqual(done, ["begun"]);
    });
  }

  it("begins the newest alone of those that have to wait for another work", async () => {
    const { done, later, end } = await busy();
    for (const name of ["old", "new"]) {
      later.run(() => { done.push(name); return Promise.resolve(); });
      await pause();
    }
    end();
    await pause();
    assert.deepEqual(done, ["begun", "new"]);
  });

  it("goes on after a work that fails", async () => {
    const later = new Later(0);
    await new Promise<void>((resolve) => { later.run(() => { resolve(); return Promise.reject(new Error("broken")); }); });
    await later.cancel();
  });
});
