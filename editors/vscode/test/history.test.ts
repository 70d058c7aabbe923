import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { current, moved, NOWHERE, restored, scrolled, visited, type Trail } from "../src/history.js";

const through = (...places: string[]): Trail => places.reduce((trail, name) => visited(trail, { name }), NOWHERE);
const names = (trail: Trail | undefined) => trail?.visits.map(({ target }) => target.name).join(" ");
const here = (trail: Trail | undefined) => trail && current(trail)?.target.name;

describe("a trail", () => {
  it("goes back and forward, and not beyond its ends", () => {
    const back = moved(through("a", "b"), -1);
    assert.equal(here(back), "a");
    assert.equal(here(back && moved(back, 1)), "b");
    assert.equal(back && moved(back, -1), undefined);
    assert.equal(moved(through("a"), 1), undefined);
  });

  it("forgets what lay ahead where another way is taken", () => {
    const back = moved(through("a", "b", "c"), -1);
    assert.equal(names(back && visited(back, { name: "d" })), "a b d");
  });

  it("does not note a visit to where one is", () => {
    const trail = through("a");
    assert.equal(visited(trail, { name: "a" }), trail);
  });

  it("keeps the last alone of the places it followed the cursor to", () => {
    const followed = ["b", "c"].reduce((trail, name) => visited(trail, { name }, true), through("a"));
    assert.equal(names(followed), "a c");
    assert.equal(names(visited(followed, { name: "d" })), "a c d");
  });

  it("remembers how far each page was scrolled", () => {
    const trail = visited(scrolled(through("a"), 120), { name: "b" });
    assert.deepEqual(trail.visits.map(({ top }) => top), [120, 0]);
  });

  it("keeps the newest hundred", () => {
    const trail = through(...Array.from({ length: 150 }, (_, index) => index.toString()));
    assert.equal(trail.visits.length, 100);
    assert.equal(here(trail), "149");
  });

  it("comes back from JSON as it was", () => {
    const trail = scrolled(visited(through("a"), { name: "b", docset: "python~3.14", anchor: "x.html#b" }, true), 7);
    assert.deepEqual(restored(JSON.parse(JSON.stringify(trail))).visits.at(-1), trail.visits.at(-1));
  });

  for (const kept of [
    undefined, null, 3, "x", {}, { visits: 3, at: 0 }, { visits: [], at: 0 }, { visits: [{}], at: 0 }, { visits: [null], at: 0 },
    { visits: [{ target: { name: 3 }, top: 0 }], at: 0 }, { visits: [{ target: {}, top: "0" }], at: 0 },
    { visits: [{ target: {}, top: 0 }], at: 1 }, { visits: [{ target: {}, top: 0 }], at: 0.5 },
  ]) {
    it(`begins anew with ${JSON.stringify(kept)}`, () => {
      assert.equal(restored(kept), NOWHERE);
    });
  }
});
