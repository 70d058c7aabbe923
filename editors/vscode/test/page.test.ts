import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { pageOf } from "../src/page.js";

describe("pageOf", () => {
  it("forbids every load and script, and escapes the name", () => {
    const page = pageOf({ name: "<b>", kind: "class", signatures: ["a<b"], html: "<p>x</p>", url: "https://docs.python.org/x" }, "n0nce");
    assert.ok(page.includes("default-src 'none'; style-src 'nonce-n0nce'"));
    assert.ok(page.includes("<pre>a&lt;b</pre>"));
    assert.ok(page.includes("<title>&lt;b&gt;</title>"));
  });
});
