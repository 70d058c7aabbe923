// The panel's page and the article in it. Pure: words and addresses are arguments.
// The server's HTML is sanitised already, and the page's policy lets nothing of it run or load.
import { hostOf } from "./online.js";

const HEADED: readonly string[] = ["label", "doc", "section"];
const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

/** The part of the answer of `docsLsp/entry` that is shown. */
export interface PageEntry {
  readonly name: string;
  readonly kind: string;
  readonly role: string;
  readonly docset: string;
  readonly anchor: string;
  readonly url: string;
  readonly signatures: readonly string[];
  readonly html: string;
  readonly title?: string;
  readonly since?: string;
  readonly deprecated?: string;
}

/** Where the page is shown: a tab has the editor's find widget, the side bar the page's own. */
export type Place = "tab" | "view";

/** The page's own words, in the user's language; `{0}` is replaced by a version. */
export interface Words {
  readonly back: string;
  readonly forward: string;
  readonly copy: string;
  readonly copied: string;
  readonly find: string;
  readonly empty: string;
  readonly search: string;
  readonly newIn: string;
  readonly deprecated: string;
  readonly deprecatedSince: string;
}

export interface Assets {
  readonly place: Place;
  readonly script: string;
  readonly style: string;
  readonly nonce: string;
}

/** Returns the page that articles are shown in: it loads its own script and style, and nothing else. */
export function pageOf({ place, script, style, nonce }: Assets, words: Words): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Python Docs</title>
<link rel="stylesheet" nonce="${nonce}" href="${escapeHtml(style)}">
</head>
<body data-place="${place}" data-copy="${escapeHtml(words.copy)}" data-copied="${escapeHtml(words.copied)}">
<nav>
${arrowButton("back", words.back, "M10 3 5 8l5 5")}
${arrowButton("forward", words.forward, "m6 3 5 5-5 5")}
<search hidden><input id="find" type="search" placeholder="${escapeHtml(words.find)}" aria-label="${escapeHtml(words.find)}"><output></output></search>
</nav>
<main>
<p>${escapeHtml(words.empty)}</p>
<p><button id="search">${escapeHtml(words.search)}</button></p>
</main>
<script nonce="${nonce}" src="${escapeHtml(script)}"></script>
</body>
</html>`;
}

function arrowButton(id: string, word: string, path: string): string {
  const label = escapeHtml(word);
  return `<button id="${id}" class="icon" title="${label}" aria-label="${label}" disabled>`
    + `<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="${path}"/></svg></button>`;
}

/** Returns the article of an entry: name and marks, call forms, text, address. */
export function articleOf(entry: PageEntry, words: Words): string {
  const title = titleOf(entry);
  const marks = [entry.kind, ...marksOf(entry, words), entry.docset.replace("~", " ")];
  const signatures = entry.signatures.map((one) => `<pre class="signature" data-language="python">${escapeHtml(one)}</pre>`);
  return [
    `<h1>${escapeHtml(title)}</h1>`,
    `<p class="marks">${marks.map(escapeHtml).join(" · ")}</p>`,
    ...signatures,
    withoutHeading(entry.html),
    footerOf(entry),
  ].join("\n");
}

/** Returns the link to the online page; empty for a docset without an online address. */
function footerOf({ url }: PageEntry): string {
  const host = hostOf(url);
  return host === undefined ? "" : `<footer><a href="${escapeHtml(url)}">${escapeHtml(host)}</a></footer>`;
}

/** Returns the displayed name of an entry: for sections and pages the heading. */
export function titleOf({ name, title, role }: PageEntry): string {
  return title !== undefined && HEADED.includes(role) ? title : name;
}

function marksOf({ since, deprecated }: PageEntry, words: Words): string[] {
  const marks = [];
  if (since !== undefined) {
    marks.push(words.newIn.replace("{0}", since));
  }
  if (deprecated !== undefined) {
    marks.push(deprecated === "" ? words.deprecated : words.deprecatedSince.replace("{0}", deprecated));
  }
  return marks;
}

/** A section's text begins with its heading, which is above it already. */
function withoutHeading(html: string): string {
  return html.replace(/^\s*<h[1-6]>.*?<\/h[1-6]>/s, "");
}
