import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Crashes } from "../src/crashes.js";

const MINUTE = 60_000;

describe("Crashes", () => {
  for (const [times, expected] of [
    [[0, 1, 2, 3], [true, true, true, false]],
    [[0, MINUTE, 2 * MINUTE, 4 * MINUTE], [true, true, true, true]],
  ] as const) {
    it(`at ${times.join()} allow restarts: ${expected.join()}`, () => {
      const crashes = new Crashes(3);
      assert.deepEqual(times.map((time) => crashes.mayRestart(time)), expected);
    });
  }
});
