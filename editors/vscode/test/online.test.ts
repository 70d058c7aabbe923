import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { hostOf } from "../src/online.js";

describe("hostOf", () => {
  it("is the host of an address on the web, and of nothing else", () => {
    assert.equal(hostOf("https://docs.python.org/3.14/library/os.html#os.sep"), "docs.python.org");
    for (const url of ["library/os.html#os.sep", "", "#a", "javascript:alert(1)", "file:///etc/passwd", "command:x", "https://"]) {
      assert.equal(hostOf(url), undefined, url);
    }
  });
});
