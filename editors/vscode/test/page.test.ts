import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { articleOf, pageOf, titleOf, type PageEntry, type Words } from "../src/page.js";

const WORDS: Words = {
  back: "Back", forward: "Forward", copy: "Copy", copied: "Copied", find: "Find", empty: "Nothing yet.", search: "Search",
  newIn: "new in {0}", deprecated: "deprecated", deprecatedSince: "deprecated since {0}",
};
const HOSTILE = `"'><script>alert(1)</script><img src=x onerror=alert(1)>&`;
const ENTRY: PageEntry = {
  name: "os.path.join", kind: "function", role: "function", docset: "python~3.14", anchor: "library/os.path.html#os.path.join",
  url: "https://docs.python.org/3.14/library/os.path.html#os.path.join", signatures: ["os.path.join(path, /, *paths)"], html: "<p>Join.</p>",
};

describe("articleOf", () => {
  it("has no link to an online page where the documentation has no address", () => {
    const { anchor } = ENTRY;
    const article = articleOf({ ...ENTRY, url: anchor }, WORDS);
    assert.match(article, /<h1>os\.path\.join<\/h1>/);
    assert.doesNotMatch(article, /<footer|<a /);
    assert.match(articleOf(ENTRY, WORDS), /<footer><a href="https:/);
  });
});

describe("pageOf", () => {
  it("loads nothing but its own script and style, and lets nothing else run", () => {
    const page = pageOf({ place: "view", script: "https://x/panel.js", style: "https://x/panel.css", nonce: "n0nce" }, WORDS);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
    assert.equal(policy, "default-src 'none'; script-src 'nonce-n0nce'; style-src 'nonce-n0nce'; base-uri 'none'; form-action 'none'");
    assert.deepEqual(page.match(/<script[^>]*>/g), ['<script nonce="n0nce" src="https://x/panel.js">']);
    assert.doesNotMatch(page, /\son\w+=|\sstyle=/);
  });

  it("escapes its words, which a translation brings along", () => {
    const words = Object.fromEntries(Object.keys(WORDS).map((key) => [key, HOSTILE])) as unknown as Words;
    const page = pageOf({ place: "tab", script: HOSTILE, style: HOSTILE, nonce: "n" }, words);
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.doesNotMatch(page, /<img/);
  });
});

describe("articleOf", () => {
  it("says name, kind, marks and docset, the call forms, the words, the address", () => {
    const article = articleOf({ ...ENTRY, since: "3.1", deprecated: "3.12" }, WORDS);
    assert.deepEqual(article.split("\n"), [
      "<h1>os.path.join</h1>",
      '<p class="marks">function · new in 3.1 · deprecated since 3.12 · python 3.14</p>',
      '<pre class="signature" data-language="python">os.path.join(path, /, *paths)</pre>',
      "<p>Join.</p>",
      `<footer><a href="${ENTRY.url}">docs.python.org</a></footer>`,
    ]);
  });

  for (const fact of ["name", "kind", "docset", "since", "deprecated"] as const) {
    it(`lets no ${fact} become HTML`, () => {
      const article = articleOf({ ...ENTRY, [fact]: HOSTILE }, WORDS);
      assert.doesNotMatch(article, /<script|<img/);
      assert.ok(article.includes("&lt;script&gt;alert(1)&lt;/script&gt;"));
    });
  }

  it("lets no signature and no address become HTML", () => {
    const url = `https://docs.python.org/${HOSTILE}`;
    assert.doesNotMatch(articleOf({ ...ENTRY, signatures: [HOSTILE], url }, WORDS), /<script|<img|href="[^"]*"'/);
  });

  it("says a heading once", () => {
    const section = { ...ENTRY, role: "label", title: "Format <spec>", html: " <h3>Format &lt;spec&gt;</h3> <p>General.</p>" };
    const article = articleOf(section, WORDS);
    assert.ok(article.startsWith("<h1>Format &lt;spec&gt;</h1>"));
    assert.doesNotMatch(article, /<h3>/);
  });

  it("says that something is deprecated where no version is known", () => {
    assert.match(articleOf({ ...ENTRY, deprecated: "" }, WORDS), /function · deprecated · python/);
  });
});

describe("titleOf", () => {
  for (const [role, title, expected] of [
    ["label", "Format", "Format"], ["doc", "A page", "A page"], ["operator", "assignment", "os.path.join"], ["function", undefined, "os.path.join"],
  ] as const) {
    it(`of ${role} ${title ?? ""} is ${expected}`, () => {
      assert.equal(titleOf({ ...ENTRY, role, ...(title !== undefined && { title }) }), expected);
    });
  }
});
