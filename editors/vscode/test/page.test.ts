import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { articleOf, nothingOf, pageOf, titleOf, type Around, type PageEntry, type Words } from "../src/page.js";

const WORDS: Words = {
  back: "Back", forward: "Forward", copy: "Copy", copied: "Copied", find: "Find", empty: "Nothing yet.", search: "Search",
  newIn: "new in {0}", deprecated: "deprecated", deprecatedSince: "deprecated since {0}",
  path: "Where this is", members: "Members", contents: "Contents", together: "Described together:", referring: "Referred to by {0}",
  beside: "Before and after", nothing: "Nothing found for “{0}”",
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

describe("articleOf with surroundings", () => {
  const to = (name: string, title = name) => ({ name, title, anchor: `library/os.path.html#${name}` });
  const around: Around = {
    path: [{ name: "library/os.path", title: "os.path <paths>", anchor: "library/os.path.html" }],
    members: [{ ...to("os.path.join.it"), summary: "A & B." }, { ...to("os.path.join.me"), summary: "os.path.join.me" }],
    together: [to("os.path.joint")], before: to("os.path.isfile"), after: to("os.path.lexists"),
    referring: [to("os.sep")], referringCount: 7,
  };
  const article = articleOf({ ...ENTRY, around, signatures: ["join(a)", "join(a, b)"] }, WORDS);

  it("says where the entry is, before its name", () => {
    assert.match(article, /^<nav class="path" aria-label="Where this is"><ol><li><a data-anchor="library\/os\.path\.html"/);
    assert.match(article, /os\.path &lt;paths&gt;/);
  });

  it("has all call forms in one listing", () => {
    assert.match(article, /<pre class="signature" data-language="python">join\(a\)\njoin\(a, b\)<\/pre>/);
  });

  it("links members under their short names, with their sentences", () => {
    assert.match(article, />it<\/a> <span class="summary">A &amp; B\.<\/span><\/li>/);
    assert.match(article, />me<\/a><\/li>/);
    assert.match(article, /<h2>Members<\/h2>/);
    assert.match(articleOf({ ...ENTRY, role: "module", around }, WORDS), /<h2>Contents<\/h2>/);
  });

  it("links what refers to it, and what is before and after", () => {
    assert.match(article, /<summary>Referred to by 7<\/summary><ul><li><a [^>]*>os\.sep<\/a><\/li><li>…<\/li><\/ul>/);
    assert.match(article, /<span class="before"><a [^>]*data-name="os\.path\.isfile"[^>]*>/);
    assert.match(article, /<span class="after"><a [^>]*href="https:\/\/docs\.python\.org\/3\.14\/library\/os\.path\.html#os\.path\.lexists"/);
  });

  it("has no online address in the links of documentation without one", () => {
    const offline = articleOf({ ...ENTRY, url: ENTRY.anchor, around }, WORDS);
    assert.doesNotMatch(offline, /href="(?!#")/);
  });

  it("leaves out what there is none of", () => {
    const none: Around = { path: [], members: [], together: [], referring: [], referringCount: 0 };
    assert.equal(articleOf({ ...ENTRY, around: none }, WORDS), articleOf(ENTRY, WORDS));
  });
});

describe("nothingOf", () => {
  it("says the query, as text", () => {
    assert.equal(nothingOf("<b>$&", WORDS), '<p class="nothing">Nothing found for “&lt;b&gt;$&amp;”</p>');
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

  it("escapes its words, which come from a translation", () => {
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
      '<p class="marks">function · new in 3.1 · deprecated since 3.12 · Python 3.14</p>',
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
    assert.match(articleOf({ ...ENTRY, deprecated: "" }, WORDS), /function · deprecated · Python/);
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
