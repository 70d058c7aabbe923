import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Newest } from "../src/newest.js";

describe("Newest", () => {
  it("drops the answer of a question that was overtaken", async () => {
    const waiting = new Map<string, (answer: string) => void>();
    const shown: string[] = [];
    const newest = new Newest<string, string>(
      (question) => new Promise((resolve) => waiting.set(question, resolve)),
      (answer) => { shown.push(answer); },
    );
    const first = newest.next("s");
    const second = newest.next("so");
    waiting.get("so")?.("new");
    waiting.get("s")?.("old");
    await Promise.all([first, second]);
    assert.deepEqual(shown, ["new"]);
  });

  it("hands on the error of the newest question alone", async () => {
    const newest = new Newest<string, string>(() => Promise.reject(new Error("broken")), () => undefined);
    await assert.rejects(newest.next("s"), /broken/);
  });
});
